"""Figures as files that other programs read: CSV, XLSX and Parquet, each with what is said of the figures."""

from rettvis.edges.figure_files.csv_file import csv_file
from rettvis.edges.figure_files.parquet_file import parquet_file
from rettvis.edges.figure_files.table import FigureColumn, FigureTable
from rettvis.edges.figure_files.xlsx_file import xlsx_file

__all__ = ["FigureColumn", "FigureTable", "csv_file", "parquet_file", "xlsx_file"]
