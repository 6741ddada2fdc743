using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsDissect.Keys;

namespace TlsDissect.Tests.Keys;

/// <summary>Key files that ask for hours of work, or for all memory, to turn a password into a key.</summary>
public sealed class KeyDerivationBoundsTests : IDisposable
{
    private const string Password = "open sesame";
    private const string Pbes2 = "1.2.840.113549.1.5.13";
    private const string Pbmac1 = "1.2.840.113549.1.5.14";
    private const string Pbkdf2 = "1.2.840.113549.1.5.12";
    private const string Scrypt = "1.3.6.1.4.1.11591.4.11";
    private const string Pbes1 = "1.2.840.113549.1.5.3";
    private const string Pkcs12Pbe = "1.2.840.113549.1.12.1.3";
    private const string Data = "1.2.840.113549.1.7.1";

    private static readonly Asn1Tag Explicit0 = new(TagClass.ContextSpecific, 0, isConstructed: true);

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"tlsdissect-{Guid.NewGuid():N}.key");

    public void Dispose() => File.Delete(_path);

    public static TheoryData<string, string> Counts
    {
        get
        {
            TheoryData<string, string> rows = [];
            foreach (string algorithm in (string[])[Pbkdf2, Pbes1, Pkcs12Pbe])
            {
                foreach (string count in (string[])["10000001", "2147483647", "4294967297", "1" + new string('0', 300)])
                    rows.Add(algorithm, count);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void More_than_ten_million_iterations_are_refused_in_every_encoding(string algorithm, string count)
    {
        string said = count == "10000001" ? "10,000,001 iterations" : "iterations";
        byte[] pkcs8 = EncryptedPkcs8(algorithm, BigInteger.Parse(count));
        string pem = PemEncoding.WriteString("ENCRYPTED PRIVATE KEY", pkcs8);

        foreach (byte[] content in (byte[][])[pkcs8, System.Text.Encoding.ASCII.GetBytes(pem)])
        {
            File.WriteAllBytes(_path, content);
            foreach (Action load in (Action[])[() => RsaKeyFile.Load(_path, _ => Password),
                () => StaticDhKeyFile.Load(_path, _ => Password)]) AssertRefused(load, said, "openssl pkcs8 -topk8");
        }

        foreach (byte[] pkcs12 in (byte[][])[Pkcs12(mac: algorithm, count), Pkcs12Of(EncryptedPart(algorithm, BigInteger.Parse(count))),
            Pkcs12Of(KeyPart(pkcs8))])
        {
            File.WriteAllBytes(_path, pkcs12);
            AssertRefused(() => RsaKeyFile.Load(_path, _ => Password), said, "openssl pkcs12 -nodes");
        }
    }

    [Theory]
    [InlineData(16384, 8, 17, "p = 17")]
    [InlineData(16384, 8, int.MaxValue, "p = 2,147,483,647")]
    [InlineData(1 << 20, 8, 2, "N = 1,048,576, r = 8 and p = 2")]
    [InlineData(1 << 30, 8, 1, "N = 1,073,741,824")]
    [InlineData(2, int.MaxValue, 1, "r = 2,147,483,647")]
    public void Too_much_of_scrypt_is_refused(int cost, int blockSize, int parallel, string said)
    {
        byte[] pkcs8 = EncryptedPkcs8(Scrypt, cost, blockSize, parallel);
        foreach (byte[] content in (byte[][])[pkcs8,
            System.Text.Encoding.ASCII.GetBytes(PemEncoding.WriteString("ENCRYPTED PRIVATE KEY", pkcs8))])
        {
            File.WriteAllBytes(_path, content);
            AssertRefused(() => RsaKeyFile.Load(_path, _ => Password), said, "openssl pkcs8 -topk8");
            AssertRefused(() => StaticDhKeyFile.Load(_path, _ => Password), said, "openssl pkcs8 -topk8");
        }
    }

    /// <summary>.NET's own bound is 300,000. Past it, .NET reports a wrong password.</summary>
    [Fact]
    public void A_PKCS12_with_more_iterations_than_NET_takes_by_itself_is_loaded()
    {
        using RSA rsa = RSA.Create(2048);
        using X509Certificate2 certificate =
            new CertificateRequest("CN=server.example", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(
                DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        File.WriteAllBytes(_path,
            certificate.ExportPkcs12(new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 300_001), Password));

        using ServerKey key = RsaKeyFile.Load(_path, _ => Password);

        Assert.Equal(rsa.ExportSubjectPublicKeyInfo(), key.SubjectPublicKeyInfo);
    }

    /// <summary>A key in an encrypted part is encrypted twice: its count is seen only once the part is decrypted.</summary>
    [Fact]
    public void A_count_inside_an_encrypted_part_is_bounded_too()
    {
        byte[] key = SHA256.HashData("key"u8), salt = new byte[16], iv = new byte[16];
        AsnWriter bags = new(AsnEncodingRules.DER);
        WriteKeyBags(bags, EncryptedPkcs8(Pbkdf2, 20_000_000));
        using Aes aes = Aes.Create();
        aes.Key = Rfc2898DeriveBytes.Pbkdf2(Password, salt, 2048, HashAlgorithmName.SHA256, key.Length);
        byte[] encrypted = aes.EncryptCbc(bags.Encode(), iv);
        AsnWriter algorithm = new(AsnEncodingRules.DER);
        using (algorithm.PushSequence())
        {
            algorithm.WriteObjectIdentifier(Pbes2);
            using (algorithm.PushSequence())
            {
                using (algorithm.PushSequence())
                {
                    algorithm.WriteObjectIdentifier(Pbkdf2);
                    using (algorithm.PushSequence())
                    {
                        algorithm.WriteOctetString(salt);
                        algorithm.WriteInteger(2048);
                        using (algorithm.PushSequence()) algorithm.WriteObjectIdentifier("1.2.840.113549.2.9");
                    }
                }

                WriteAes(algorithm, iv);
            }
        }

        File.WriteAllBytes(_path, Pkcs12Of(EncryptedPart(algorithm.Encode(), encrypted)));
        AssertRefused(() => RsaKeyFile.Load(_path, _ => Password), "more than 10,000,000 iterations", "openssl pkcs12 -nodes");
    }

    private void AssertRefused(Action load, string said, string advice)
    {
        string message = Assert.Throws<KeyFileException>(load).Message;
        Assert.StartsWith(_path + ": ", message, StringComparison.Ordinal);
        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.Contains(advice, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    private static byte[] EncryptedPkcs8(string algorithm, params BigInteger[] numbers)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(Algorithm(algorithm, numbers));
            writer.WriteOctetString(new byte[64]);
        }

        return writer.Encode();
    }

    /// <summary>The algorithm itself, or PBES2 with it.</summary>
    private static byte[] Algorithm(string oid, params BigInteger[] numbers)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            if (oid is Pbkdf2 or Scrypt)
            {
                writer.WriteObjectIdentifier(Pbes2);
                using (writer.PushSequence())
                {
                    using (writer.PushSequence()) WriteNumbers(writer, oid, numbers);
                    WriteAes(writer, new byte[16]);
                }
            }
            else
            {
                WriteNumbers(writer, oid, numbers);
            }
        }

        return writer.Encode();
    }

    private static void WriteNumbers(AsnWriter writer, string oid, BigInteger[] numbers)
    {
        writer.WriteObjectIdentifier(oid);
        using (writer.PushSequence())
        {
            writer.WriteOctetString(new byte[8]);
            foreach (BigInteger number in numbers) writer.WriteInteger(number);
        }
    }

    private static void WriteAes(AsnWriter writer, byte[] iv)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("2.16.840.1.101.3.4.1.42");
            writer.WriteOctetString(iv);
        }
    }

    /// <summary>EncryptedData, of PKCS #7.</summary>
    private static byte[] EncryptedPart(string algorithm, BigInteger count) => EncryptedPart(Algorithm(algorithm, count), new byte[64]);

    private static byte[] EncryptedPart(byte[] algorithm, byte[] content)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("1.2.840.113549.1.7.6");
            using (writer.PushSequence(Explicit0))
            using (writer.PushSequence())
            {
                writer.WriteInteger(0);
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Data);
                    writer.WriteEncodedValue(algorithm);
                    writer.WriteOctetString(content, new Asn1Tag(TagClass.ContextSpecific, 0));
                }
            }
        }

        return writer.Encode();
    }

    private static byte[] KeyPart(byte[] pkcs8)
    {
        AsnWriter bags = new(AsnEncodingRules.DER);
        WriteKeyBags(bags, pkcs8);
        AsnWriter writer = new(AsnEncodingRules.DER);
        WriteData(writer, bags.Encode());
        return writer.Encode();
    }

    private static void WriteKeyBags(AsnWriter writer, byte[] pkcs8)
    {
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("1.2.840.113549.1.12.10.1.2");
            using (writer.PushSequence(Explicit0)) writer.WriteEncodedValue(pkcs8);
        }
    }

    private static void WriteData(AsnWriter writer, byte[] content)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Data);
            using (writer.PushSequence(Explicit0)) writer.WriteOctetString(content);
        }
    }

    /// <summary>A file whose MAC takes the given number of iterations: PBMAC1, or the older one with a count of its own.</summary>
    private static byte[] Pkcs12(string mac, string count) => Pkcs12Of([], writer =>
    {
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(mac == Pbkdf2 ? Pbmac1 : "2.16.840.1.101.3.4.2.1");
                    if (mac == Pbkdf2)
                    {
                        using (writer.PushSequence())
                        {
                            using (writer.PushSequence()) WriteNumbers(writer, Pbkdf2, [BigInteger.Parse(count)]);
                            using (writer.PushSequence()) writer.WriteObjectIdentifier("1.2.840.113549.2.9");
                        }
                    }
                }

                writer.WriteOctetString(new byte[32]);
            }

            writer.WriteOctetString(new byte[8]);
            writer.WriteInteger(mac == Pbkdf2 ? 1 : BigInteger.Parse(count));
        }
    });

    private static byte[] Pkcs12Of(byte[] part, Action<AsnWriter>? writeMac = null)
    {
        AsnWriter safe = new(AsnEncodingRules.DER);
        using (safe.PushSequence())
        {
            if (part.Length > 0) safe.WriteEncodedValue(part);
        }

        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(3);
            WriteData(writer, safe.Encode());
            writeMac?.Invoke(writer);
        }

        return writer.Encode();
    }
}
