"""征求意见: a draft goes out to departments, their opinions come back, the team decides on them."""
