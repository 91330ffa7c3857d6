"""Apply the house style to text: quotes, dashes, spaces and unbreakable numbers, as in Vietnamese print."""
