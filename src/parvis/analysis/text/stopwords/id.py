"""Indonesian."""

WORDS = """
ada adalah agar akan aku anda antara apa apabila atas atau bagi bahwa baik banyak beberapa belum benar
berbagai bisa bukan dalam dan dapat dari demi dengan di dia harus hal hanya ia ini itu jadi jangan jika juga
kami kamu karena kata ke kepada kita lagi lain lebih maka masih mereka mengapa menjadi namun nya oleh orang
pada para perlu pernah pula saat saja sama sampai sangat saya sebagai sebuah secara sedang sehingga sekali
seluruh semua seperti serta sesuatu setiap siapa suatu sudah supaya tanpa tapi telah tentang terhadap
tersebut tetapi tidak untuk yaitu yang
"""
EMPTY = "ya tidak tak nihil kosong tahu tau ok terima kasih halo bukan tanpa test"
AROUND = "saya ada pendapat jawaban komentar pertanyaan ini itu mengerti apa berlaku tentang punya"
