using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Agreement;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Utilities;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Tests.Vectors;

namespace TlsDissect.Tests.Keys;

public class StaticDhKeyTests
{
    private static readonly byte[] Data = "GET / HTTP/1.0\r\n\r\n"u8.ToArray();

    public static TheoryData<string, ushort> Curves =>
        new() { { "nistP256", 0xC004 }, { "nistP384", 0xC005 }, { "nistP521", 0xC02D }, { "nistP256", 0xC003 } };

    [Theory]
    [MemberData(nameof(Curves))]
    public void A_static_EC_key_decrypts_ECDH_suites(string curve, ushort suite)
    {
        using ECDsa server = ECDsa.Create(ECCurve.CreateFromFriendlyName(curve));
        using ECDiffieHellman serverDh = ECDiffieHellman.Create(server.ExportParameters(true));
        using ECDiffieHellman client = ECDiffieHellman.Create(ECCurve.CreateFromFriendlyName(curve));
        ECPoint q = client.ExportParameters(false).Q;
        byte[] point = [4, .. q.X!, .. q.Y!];
        byte[] premaster = client.DeriveRawSecretAgreement(serverDh.PublicKey);
        byte[] certificate =
            new CertificateRequest("CN=static", server, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch,
                DateTimeOffset.UnixEpoch.AddYears(50)).RawData;
        MadeConnection made = MadeConnection.Make(suite, certificate, [(byte)point.Length, .. point], premaster, Data);

        AssertOpens(made, Load(server.ExportPkcs8PrivateKeyPem()));
        using ECDsa other = ECDsa.Create(ECCurve.CreateFromFriendlyName(curve));
        AssertClosed(made, Load(other.ExportPkcs8PrivateKeyPem()), DecryptionReason.KeyMismatch);
    }

    [Fact]
    public void A_static_DH_key_decrypts_DH_suites_also_without_the_certificate()
    {
        AsymmetricCipherKeyPair server = MakeDh(), client = MakeDh();
        byte[] number = BigIntegers.AsUnsignedByteArray(((DHPublicKeyParameters)client.Public).Y);
        DHBasicAgreement agreement = new();
        agreement.Init(client.Private);
        byte[] premaster = BigIntegers.AsUnsignedByteArray(agreement.CalculateAgreement(server.Public));
        MadeConnection made =
            MadeConnection.Make(0x0031, null, [(byte)(number.Length >> 8), (byte)number.Length, .. number], premaster, Data);

        AssertOpens(made, Load(PrivateKeyInfoFactory.CreatePrivateKeyInfo(server.Private).GetEncoded()));
        AssertClosed(made, Load(PrivateKeyInfoFactory.CreatePrivateKeyInfo(MakeDh().Private).GetEncoded()), DecryptionReason.KeyMismatch);
    }

    [Fact]
    public void Without_its_key_a_static_suite_says_no_key()
    {
        MadeConnection made = MadeConnection.Make(0xC004, null, [1, 4], new byte[32], Data);
        using RSA rsa = RSA.Create(1024);
        ConnectionSummary connection = Trace.Read(made.Records, new KeyRing([new ServerKey("rsa", rsa)], null)).Connection;
        Assert.Equal((DecryptionStatus.None, DecryptionReason.NoKey), (connection.Status, connection.Reason));
    }

    [Theory]
    [InlineData(0x00AA)]
    [InlineData(0xC035)]
    public void A_pre_shared_key_alone_does_not_decrypt_what_has_ephemeral_keys_too(ushort suite)
    {
        byte[] exchange = suite == 0x00AA ? [0, 1, 65, 0, 2, 1, 2] : [0, 1, 65, 2, 4, 4];
        MadeConnection made = MadeConnection.Make(suite, null, exchange, new byte[80], Data);
        ConnectionSummary connection = Trace.Read(made.Records, new KeyRing([], null, [new PreSharedKey(null, [1, 2, 3])])).Connection;
        Assert.Equal((DecryptionStatus.None, DecryptionReason.ForwardSecrecy), (connection.Status, connection.Reason));
    }

    [Fact]
    public void Every_usual_form_of_a_file_is_read()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        PbeParameters pbe = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        byte[] spki = key.ExportSubjectPublicKeyInfo();
        Assert.True(Load(key.ExportPkcs8PrivateKey()).IsOf(spki));
        Assert.True(Load(key.ExportPkcs8PrivateKeyPem()).IsOf(spki));
        Assert.True(Load(key.ExportECPrivateKeyPem()).IsOf(spki));
        Assert.True(Load(key.ExportEncryptedPkcs8PrivateKeyPem("secret", pbe), "secret").IsOf(spki));
        Assert.True(Load(key.ExportEncryptedPkcs8PrivateKey("secret", pbe), "secret").IsOf(spki));
        Assert.True(Load("Some text\n" + key.ExportSubjectPublicKeyInfoPem() + "\n" + key.ExportECPrivateKeyPem()).IsOf(spki));
    }

    [Fact]
    public void Files_without_such_a_key_are_refused_with_one_line()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using RSA rsa = RSA.Create(1024);
        PbeParameters pbe = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        string[] messages =
        [
            .. new[] { rsa.ExportPkcs8PrivateKeyPem(), key.ExportSubjectPublicKeyInfoPem(), "nothing", key.ExportECPrivateKeyPem()[..60] }
                .Select(text => Assert.Throws<KeyFileException>(() => Load(text)).Message),
            Assert.Throws<KeyFileException>(() => Load(key.ExportEncryptedPkcs8PrivateKeyPem("secret", pbe))).Message,
            Assert.Throws<KeyFileException>(() => Load(key.ExportEncryptedPkcs8PrivateKeyPem("secret", pbe), "wrong")).Message,
        ];
        Assert.All(messages, message => Assert.DoesNotContain('\n', message));
    }

    [Fact]
    public void A_value_that_is_not_a_public_key_of_the_group_agrees_on_nothing()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        StaticDhKey loaded = Load(key.ExportPkcs8PrivateKey());
        Random random = new(1);
        for (int i = 0; i < 300; i++)
        {
            byte[] point = new byte[i % 70];
            random.NextBytes(point);
            if (point.Length > 0) point[0] = (byte)(i % 8);
            byte[]? agreed = loaded.TryAgree(point);
            Assert.True(agreed is null || point.Length == 33);
        }
    }

    private static void AssertOpens(MadeConnection made, StaticDhKey key)
    {
        Trace trace = Trace.Read(made.Records, new KeyRing([], null, null, [key]));
        Assert.Equal((DecryptionStatus.Decrypted, SecretSource.StaticDhKey, key.Name),
            (trace.Connection.Status, trace.Connection.Secret!.Value, trace.Connection.Key));
        Assert.Equal((true, true), (trace.Connection.ClientFinishedVerified, trace.Connection.ServerFinishedVerified));
        Assert.Equal(Data, trace.Data(Sender.Client));
        Assert.Equal(Data, trace.Data(Sender.Server));
    }

    private static void AssertClosed(MadeConnection made, StaticDhKey key, DecryptionReason reason)
    {
        ConnectionSummary connection = Trace.Read(made.Records, new KeyRing([], null, null, [key])).Connection;
        Assert.Equal((DecryptionStatus.None, reason), (connection.Status, connection.Reason));
    }

    private static AsymmetricCipherKeyPair MakeDh()
    {
        DHKeyPairGenerator generator = new();
        generator.Init(new DHKeyGenerationParameters(new SecureRandom(), DHStandardGroups.rfc2409_1024));
        return generator.GenerateKeyPair();
    }

    private static StaticDhKey Load(string content, string? password = null) =>
        Load(System.Text.Encoding.ASCII.GetBytes(content), password);

    private static StaticDhKey Load(byte[] content, string? password = null)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, content);
            return StaticDhKeyFile.Load(path, _ => password);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
