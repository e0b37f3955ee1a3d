# How people are told, and who stands in for them.
reach-time = Write a time of day such as 08:00.
reach-quiet-empty = Quiet hours must end at another time than they begin.
reach-digest-quiet = The daily mail comes in your quiet hours. Choose another time.
reach-address = Write a mail address such as name@kommune.example, without spaces and with the letters a to z alone.
reach-absence-days = The last day must come after the first, at most two years after.
reach-absence-past = The last day has gone.
reach-no-deputy = Choose a colleague in a unit of yours who can sign in. An administrator can choose anyone.
reach-too-many-absences = There are as many absences as there can be. Take some of them back.
reach-own-sight = Nobody makes themselves somebody else's deputy, nor a program that they answer for. Whoever is away, or another administrator, can do it.
