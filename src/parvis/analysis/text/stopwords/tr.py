"""Turkish."""

WORDS = """
acaba ama ancak artık aslında ayrıca az bana bazı belki ben beni benim bile bir biraz birçok birkaç biz bize
bizi bizim böyle bu buna bunda bundan bunlar bunu bunun burada bütün çok çünkü çoğu da daha de defa değil
diğer diye dolayı dolayısıyla eden eder edilmesi ediyor eğer en etmek etti fakat gibi göre hala halde hangi
hani hatta hem henüz hep hepsi her herkes hiç hiçbir için içinde ile ilgili ise işte kadar karşı kendi
kendine ki kim kimse mı mi mu mü nasıl ne neden nedenle nerede niçin niye o olan olarak oldu olduğu olduğunu
olmak olmalı olması olsun olur olursa ona onlar onları onların onu onun orada oysa pek rağmen sadece sanki
şey siz sizin sonra şöyle şu şunu tarafından tüm üzere var ve veya ya yalnız yani yapılan yapılması yapmak
yerine yine yok yoksa zaten
"""
EMPTY = "evet hayır hayir yok hiç hiçbir hiçbiri bilmiyorum ok tamam teşekkürler merhaba değil fikrim test"
AROUND = "bir şey bu konuda soru soruyu cevap yorum anlamadım benim ilgili ilgilendirmiyor"
