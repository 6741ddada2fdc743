using System.Security.Cryptography;
using System.Text;
using TlsDissect.Keys;

namespace TlsDissect.Tests.Keys;

/// <summary>A key ring that a user of the library fills.</summary>
public sealed class KeyRingTests : IDisposable
{
    private const string ClientRandom = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private static readonly byte[] Line = Encoding.ASCII.GetBytes($"CLIENT_RANDOM {ClientRandom} {new string('a', 96)}\n");

    private readonly string _folder = Directory.CreateTempSubdirectory("tlsdissect-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Keys_of_every_kind_are_added_in_one_chain()
    {
        using RSA rsa = RSA.Create(2048), inMemory = RSA.Create(2048);
        using ECDsa dh = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        KeyRing keys = new KeyRing()
            .AddRsaKey(Write("server.key", rsa.ExportPkcs8PrivateKeyPem()))
            .AddRsaKey(inMemory, "module")
            .AddStaticDhKey(Write("dh.key", dh.ExportPkcs8PrivateKeyPem()))
            .AddKeyLog(Write("keys.log", Encoding.ASCII.GetString(Line)))
            .AddPreSharedKey([1, 2, 3], "me"u8)
            .AddPreSharedKey([4]);

        Assert.Equal(["server.key", "module"], keys.ServerKeys.Select(key => key.Name));
        Assert.Equal(["dh.key"], keys.StaticDhKeys.Select(key => key.Name));
        Assert.True(keys.HasSecretOf(Convert.FromHexString(ClientRandom)));
        Assert.Equal([(true, false, "010203"), (true, true, "04")],
            keys.PreSharedKeys.Select(key => (key.Fits("me"u8), key.Fits("you"u8), Convert.ToHexString(key.Secret))));
        Assert.False(keys.MayGrow);
    }

    [Fact]
    public void A_key_that_is_there_is_not_added_again()
    {
        using RSA rsa = RSA.Create(2048);

        KeyRing keys = new KeyRing().AddRsaKey(rsa, "first").AddRsaKey(Write("second.key", rsa.ExportPkcs8PrivateKeyPem()));

        Assert.Equal("first", Assert.Single(keys.ServerKeys).Name);
        Assert.NotEmpty(rsa.ExportRSAPrivateKey()); // it is still the user's
    }

    [Fact]
    public void A_password_is_given_with_the_file()
    {
        using RSA rsa = RSA.Create(2048);
        using ECDsa dh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        PbeParameters encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        string rsaFile = Write("server.key", rsa.ExportEncryptedPkcs8PrivateKeyPem("open sesame", encryption));
        string dhFile = Write("dh.key", dh.ExportEncryptedPkcs8PrivateKeyPem("open sesame", encryption));

        KeyRing keys = new KeyRing().AddRsaKey(rsaFile, "open sesame").AddStaticDhKey(dhFile, "open sesame");

        Assert.Equal((1, 1), (keys.ServerKeys.Count, keys.StaticDhKeys.Count));
        Assert.Equal($"{rsaFile}: wrong password", Assert.Throws<KeyFileException>(() => new KeyRing().AddRsaKey(rsaFile, "no")).Message);
        Assert.StartsWith($"{dhFile}: is encrypted and needs a password",
            Assert.Throws<KeyFileException>(() => new KeyRing().AddStaticDhKey(dhFile)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_used_is_told_in_one_line()
    {
        string missing = Path.Combine(_folder, "missing");
        string text = Write("text", "hello");
        Action[] wrong = [() => new KeyRing().AddRsaKey(missing), () => new KeyRing().AddStaticDhKey(missing),
            () => new KeyRing().AddKeyLog(missing), () => new KeyRing().AddRsaKey(text), () => new KeyRing().AddStaticDhKey(text),
            () => new KeyRing().AddKeyLog(_folder)];

        foreach (Action add in wrong)
        {
            string message = Assert.Throws<KeyFileException>(add).Message;
            Assert.StartsWith(_folder, message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', message);
        }
    }

    [Fact]
    public void A_pre_shared_key_has_a_length()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyRing().AddPreSharedKey([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyRing().AddPreSharedKey(new byte[4097]));
        Assert.Single(new KeyRing().AddPreSharedKey(new byte[4096]).PreSharedKeys);
    }

    [Fact]
    public void A_run_has_the_keys_of_its_beginning_and_every_secret_that_is_logged_later()
    {
        using RSA rsa = RSA.Create(1024);
        KeyRing keys = new();
        KeyRing run = keys.Fork();

        keys.AddRsaKey(rsa, "later").AddPreSharedKey([1]).AddKeyLog(Line, "later.log");

        Assert.Empty(run.ServerKeys);
        Assert.Empty(run.PreSharedKeys);
        Assert.True(run.HasSecretOf(Convert.FromHexString(ClientRandom)));
        Assert.Single(keys.Fork().ServerKeys);
    }

    [Fact]
    public void A_key_log_that_is_followed_need_not_be_there()
    {
        string path = Path.Combine(_folder, "later.log");

        KeyRing run = new KeyRing().FollowKeyLog(path).FollowKeyLog(path).Fork();

        Assert.Equal([path], run.FollowedKeyLogs);
        Assert.True(run.MayGrow);
    }

    [Fact]
    public void Older_secrets_are_forgotten_past_the_limit()
    {
        KeyRing keys = new() { MaxLoggedSecrets = 10 };
        for (int i = 0; i < 100; i++) keys.AddKeyLog(Encoding.ASCII.GetBytes($"CLIENT_RANDOM {i:x64} {new string('a', 96)}\n"), "log");

        Assert.InRange(keys.KeyLog!.Count, 5, 10);
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyRing { MaxLoggedSecrets = 1 });
    }

    [Fact]
    public void Several_threads_may_add_at_once()
    {
        KeyRing keys = new();

        Parallel.For(0, 1000,
            i => keys.AddPreSharedKey([(byte)i, (byte)(i >> 8), 1])
                .AddKeyLog(Encoding.ASCII.GetBytes($"CLIENT_RANDOM {i:x64} {new string('a', 96)}\n"), "log").Fork());

        Assert.Equal((1000, 1000), (keys.PreSharedKeys.Count, keys.KeyLog!.Count));
    }

    private string Write(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
