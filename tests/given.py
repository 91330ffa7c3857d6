"""What is given to every build that tests read: its instant and its address."""

NOW = "2024-06-30T08:00+07:00"
SITEURL = "https://thoxuan.thanhhoa.gov.vn"
