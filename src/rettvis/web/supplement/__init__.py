"""The supplement scheme: its versions, who fulfils its condition, its introduction, what each person has."""
