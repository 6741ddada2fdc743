using System.IO.Compression;
using System.Text;
using CsCheck;
using TlsDissect.Keys;

namespace TlsDissect.Tests.Keys;

[Collection(MeasuredAlone.Name)]
public class KeyLogTests
{
    private static readonly byte[] Random1 = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly byte[] Random2 = [.. Enumerable.Range(101, 32).Select(i => (byte)i)];
    private static readonly byte[] Secret = [.. Enumerable.Range(50, 48).Select(i => (byte)i)];

    private static string Line(string label, byte[]? random = null, byte[]? secret = null) =>
        $"{label} {Convert.ToHexStringLower(random ?? Random1)} {Convert.ToHexStringLower(secret ?? Secret)}";

    private static KeyLogParser Read(KeyLog log, string text, Encoding? encoding = null)
    {
        Encoding chosen = encoding ?? Encoding.ASCII;
        return log.Add([.. chosen.GetPreamble(), .. chosen.GetBytes(text)], "test", fromSecretsBlock: false);
    }

    public static TheoryData<string, KeyLogLabel> Labels => new()
    {
        { "CLIENT_RANDOM", KeyLogLabel.ClientRandom },
        { "PMS_CLIENT_RANDOM", KeyLogLabel.PremasterClientRandom },
        { "CLIENT_EARLY_TRAFFIC_SECRET", KeyLogLabel.ClientEarlyTrafficSecret },
        { "CLIENT_HANDSHAKE_TRAFFIC_SECRET", KeyLogLabel.ClientHandshakeTrafficSecret },
        { "SERVER_HANDSHAKE_TRAFFIC_SECRET", KeyLogLabel.ServerHandshakeTrafficSecret },
        { "CLIENT_TRAFFIC_SECRET_0", KeyLogLabel.ClientTrafficSecret0 },
        { "SERVER_TRAFFIC_SECRET_0", KeyLogLabel.ServerTrafficSecret0 },
        { "EXPORTER_SECRET", KeyLogLabel.ExporterSecret },
        { "EARLY_EXPORTER_SECRET", KeyLogLabel.EarlyExporterSecret },
    };

    [Theory]
    [MemberData(nameof(Labels))]
    public void Every_label_is_found_by_its_client_random_in_any_case(string name, KeyLogLabel label)
    {
        KeyLog log = new();
        KeyLogParser feed = Read(log, Line(name) + "\n" + Line(name.ToLowerInvariant(), Random2, SecretOf(1)));
        Assert.Equal((2, 2, 0), (feed.Lines, feed.Secrets, feed.InvalidLines));
        Assert.True(log.TryFind(label, Random1, out KeyLogEntry entry));
        Assert.Equal(Secret, entry.Secret);
        Assert.True(log.TryFind(label, Random2, out entry));
        Assert.Equal(SecretOf(1), entry.Secret);
        Assert.DoesNotContain(Enum.GetValues<KeyLogLabel>(), other => other != label && log.TryFind(other, Random1, out _));
    }

    [Fact]
    public void Traffic_secrets_of_any_generation_are_kept_apart()
    {
        KeyLog log = new();
        for (int n = 0; n < 3; n++) Read(log, Line($"SERVER_TRAFFIC_SECRET_{n}", secret: SecretOf(n)));
        Read(log, Line("CLIENT_TRAFFIC_SECRET_70000", secret: SecretOf(9)));
        for (int n = 0; n < 3; n++)
        {
            Assert.True(log.TryFind(KeyLogLabel.ServerTrafficSecret0, Random1, out KeyLogEntry entry, n));
            Assert.Equal(SecretOf(n), entry.Secret);
        }

        Assert.False(log.TryFind(KeyLogLabel.ServerTrafficSecret0, Random1, out _, 3));
        Assert.True(log.TryFind(KeyLogLabel.ClientTrafficSecret0, Random1, out _, 70000));
    }

    [Fact]
    public void Traffic_secrets_with_the_letter_N_are_numbered_in_their_order_and_repeated_ones_are_not()
    {
        KeyLog log = new();
        for (int times = 0; times < 2; times++)
        {
            Read(log, Line("CLIENT_TRAFFIC_SECRET_0", secret: SecretOf(0)));
            for (byte n = 1; n < 4; n++)
            {
                Read(log, Line("CLIENT_TRAFFIC_SECRET_N", secret: SecretOf(n)));
                Read(log, Line("client_traffic_secret_n", Random2, SecretOf(10 * n)));
            }
        }

        Assert.Equal(7, log.Count);
        for (int n = 0; n < 4; n++)
        {
            Assert.True(log.TryFind(KeyLogLabel.ClientTrafficSecret0, Random1, out KeyLogEntry entry, n));
            Assert.Equal(SecretOf(n), entry.Secret);
        }

        Assert.True(log.TryFind(KeyLogLabel.ClientTrafficSecret0, Random2, out KeyLogEntry third, 3));
        Assert.Equal(SecretOf(30), third.Secret);
    }

    [Fact]
    public void Randoms_that_differ_in_any_byte_are_told_apart()
    {
        KeyLog log = new();
        Read(log, Line("CLIENT_RANDOM"));
        for (int i = 0; i < Random1.Length; i++)
        {
            byte[] other = [.. Random1];
            other[i] ^= 1;
            Assert.False(log.TryFind(KeyLogLabel.ClientRandom, other, out _));
        }
    }

    [Fact]
    public void All_secrets_of_the_labels_wanted_are_gone_through_in_their_order_and_later_ones_when_they_come()
    {
        KeyLog log = new();
        List<(KeyLogLabel, uint, string, string)> expected = [];
        long at = 0;
        List<(KeyLogLabel, uint, string, string)> found = [];
        Random random = new(3);
        for (int round = 0; round < 20; round++)
        {
            for (int i = 0; i < 800; i++)
            {
                KeyLogLabel label = random.Next(3) switch
                {
                    0 => KeyLogLabel.PremasterClientRandom,
                    1 => KeyLogLabel.ServerTrafficSecret0,
                    _ => KeyLogLabel.ExporterSecret
                };
                byte[] client = RandomOf(expected.Count / 3 + 1000 * random.Next(2));
                // Some are longer than one byte says.
                byte[] secret = new byte[label == KeyLogLabel.PremasterClientRandom && random.Next(20) == 0 ? 300 : 48];
                random.NextBytes(secret);
                uint generation = label == KeyLogLabel.ServerTrafficSecret0 ? (uint)random.Next(3) : 0;
                Read(log, KeyLogLine.Format(label, client, secret, generation));
                if (label != KeyLogLabel.ExporterSecret)
                    expected.Add((label, generation, Convert.ToHexString(client), Convert.ToHexString(secret)));
            }

            for (int most = 100; log.HasNext(at); most = 100)
            {
                while (log.TryNext(ref at, 1u << (int)KeyLogLabel.PremasterClientRandom | 1u << (int)KeyLogLabel.ServerTrafficSecret0,
                    ref most, out LoggedSecret next))
                    found.Add((next.Label, next.Generation, Convert.ToHexString(next.ClientRandom.Span), Convert.ToHexString(next.Secret)));
            }

            Assert.Equal(expected, found);
        }
    }

    [Fact]
    public void NSS_RSA_lines_are_found_by_session_ID_and_by_the_first_eight_encrypted_bytes()
    {
        KeyLog log = new();
        byte[] encrypted = [.. Enumerable.Range(7, 128).Select(i => (byte)i)];
        Read(log, $"""
            RSA Session-ID:{Convert.ToHexString(Random1)} Master-Key:{Convert.ToHexString(Secret)}
            rsa session-id:aabb master-key:{Convert.ToHexString(Secret)}
            RSA {Convert.ToHexString(encrypted[..8])} {Convert.ToHexString(Secret)}
            """);
        Assert.True(log.TryFind(new KeyLogKey(KeyLogLabel.SessionId, Random1), out KeyLogEntry entry));
        Assert.Equal(Secret, entry.Secret);
        Assert.True(log.TryFind(new KeyLogKey(KeyLogLabel.SessionId, [0xaa, 0xbb]), out _));
        Assert.True(log.TryFind(KeyLogKey.OfPremaster(encrypted), out _));
        Assert.False(log.TryFind(KeyLogKey.OfPremaster(encrypted.AsSpan(1)), out _));
        Assert.False(log.TryFind(new KeyLogKey(KeyLogLabel.SessionId, Random2), out _));
    }

    [Theory]
    [InlineData("{0}\r\n{1}\r\n")]
    [InlineData("{0}\r{1}")]
    [InlineData("{0}\n\n\n{1}")]
    [InlineData("# comment\n   {0}\t\n\t\t{1}   \n#")]
    public void Line_ends_blanks_and_comments_do_not_matter(string form)
    {
        KeyLog log = new();
        string second = Line("CLIENT_RANDOM", Random2).Replace(" ", " \t  ", StringComparison.Ordinal);
        KeyLogParser feed = Read(log, string.Format(null, form, Line("CLIENT_RANDOM"), second));
        Assert.Equal((2, 0), (feed.Secrets, feed.InvalidLines));
        Assert.True(log.TryFind(KeyLogLabel.ClientRandom, Random1, out _) && log.TryFind(KeyLogLabel.ClientRandom, Random2, out _));
    }

    public static TheoryData<Encoding> Encodings =>
        [new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true), new UnicodeEncoding(false, false),
            new UnicodeEncoding(true, false)];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Text_of_any_encoding_is_read_in_pieces_of_any_size(Encoding encoding)
    {
        byte[] content =
            [.. encoding.GetPreamble(), .. encoding.GetBytes(Line("CLIENT_RANDOM") + "\r\njunk\r\n" + Line("CLIENT_RANDOM", Random2))];
        for (int size = 1; size < 40; size++)
        {
            KeyLog log = new();
            KeyLogParser feed = log.Open("growing");
            for (int at = 0; at < content.Length; at += size) feed.Append(content.AsSpan(at, Math.Min(size, content.Length - at)));
            Assert.Equal(1, feed.Secrets);
            feed.Complete();
            Assert.Equal((3, 2, 1, 2), (feed.Lines, feed.Secrets, feed.InvalidLines, feed.FirstJunkLine));
            Assert.True(log.TryFind(KeyLogLabel.ClientRandom, Random2, out KeyLogEntry entry));
            Assert.Equal("growing", entry.Source);
        }
    }

    [Fact]
    public void Junk_is_counted_and_its_first_line_is_told()
    {
        KeyLogParser feed = Read(new KeyLog(), $"""
            {Line("CLIENT_RANDOM")}
            # comment
            {Line("CLIENT_RANDOMS")}
            CLIENT_RANDOM 00 11
            {Line("CLIENT_RANDOM")}0
            {Line("CLIENT_RANDOM")} more
            {Line("CLIENT_TRAFFIC_SECRET_")}
            {Line("CLIENT_TRAFFIC_SECRET_-1")}
            {Line("CLIENT_TRAFFIC_SECRET_99999999999999999999")}
            RSA zz 11
            CLIENT_RANDOM
            {new string('a', 100_000)}
            {Line("ECH_SECRET")}
            {Line("ECH_CONFIG")}
            """);
        Assert.Equal((3, 10, 3), (feed.Secrets, feed.InvalidLines, feed.FirstJunkLine));
    }

    [Fact]
    public void Many_secrets_are_all_found_and_take_less_than_a_hundred_bytes_each()
    {
        const int count = 200_000;
        byte[] content =
            Encoding.ASCII.GetBytes(
                string.Join('\n', Enumerable.Range(0, count).Select(i => Line("CLIENT_RANDOM", RandomOf(i), SecretOf(i)))));
        KeyLog log = new();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        log.Add(content, "many", fromSecretsBlock: false);
        long used = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.Equal(count, log.Count);
        Assert.True(used < 100L * count, $"{used / count} bytes a secret");
        for (int i = 0; i < count; i += 7)
        {
            Assert.True(log.TryFind(KeyLogLabel.ClientRandom, RandomOf(i), out KeyLogEntry entry));
            Assert.Equal(SecretOf(i), entry.Secret);
        }
    }

    [Fact]
    public void A_gzip_file_is_read_as_what_it_holds()
    {
        string path = Path.GetTempFileName();
        try
        {
            using (GZipStream zip = new(File.Create(path), CompressionLevel.Fastest))
                zip.Write(Encoding.ASCII.GetBytes(Line("CLIENT_RANDOM")));
            KeyLog log = new();
            Assert.Equal(1, log.Load(path).Secrets);
            Assert.True(log.TryFind(KeyLogLabel.ClientRandom, Random1, out KeyLogEntry entry));
            Assert.Equal(Path.GetFileName(path), entry.Source);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_truncated_gzip_file_is_refused()
    {
        string path = Path.GetTempFileName();
        try
        {
            using MemoryStream whole = new();
            using (GZipStream zip = new(whole, CompressionLevel.NoCompression, leaveOpen: true))
                zip.Write(Encoding.ASCII.GetBytes(Line("CLIENT_RANDOM")));
            for (int length = (int)whole.Length - 1; length > 2; length--)
            {
                File.WriteAllBytes(path, whole.ToArray()[..length]);
                Assert.Contains("truncated", Assert.Throws<KeyFileException>(() => new KeyLog().Load(path)).Message);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Files_that_cannot_be_read_are_named()
    {
        Assert.Contains("no such file", Assert.Throws<KeyFileException>(() => new KeyLog().Load("/nowhere/keys.log")).Message);
        Assert.Contains("is a directory", Assert.Throws<KeyFileException>(() => new KeyLog().Load("/tmp")).Message);
    }

    [Fact]
    public void No_bytes_throw() => Gen.Byte.Array[0, 400].Sample(bytes =>
    {
        KeyLogParser feed = new KeyLog().Add(bytes, "any", fromSecretsBlock: false);
        Assert.True(feed.InvalidLines <= feed.Lines);
    });

    [Fact]
    public void No_mutation_of_a_good_line_throws() => Gen.Select(Gen.Int[0, 175], Gen.Byte).Sample((at, value) =>
    {
        byte[] line = Encoding.ASCII.GetBytes(Line("CLIENT_RANDOM"));
        line[at % line.Length] = value;
        KeyLogParser feed = new KeyLog().Add(line, "any", fromSecretsBlock: false);
        Assert.InRange(feed.Secrets, 0, 1);
    });

    private static byte[] RandomOf(int i) => System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(i));

    private static byte[] SecretOf(int i) => [.. System.Security.Cryptography.SHA384.HashData(BitConverter.GetBytes(i))];
}
