"""What a person has written, in a file or on a page, read value by value; every fault with its place."""
