using System.Text;
using CsCheck;
using TlsDissect.Keys;
using TlsDissect.Keys.Index;

namespace TlsDissect.Tests.Keys.Index;

/// <summary>An index finds what the key logs that it was made of find.</summary>
public sealed class KeyIndexTests : IDisposable
{
    /// <summary>A direction has either numbered secrets or unnumbered ones: an index gives numbers after those that are given.</summary>
    private static readonly string[] Labels =
    [
        "CLIENT_RANDOM", "PMS_CLIENT_RANDOM", "CLIENT_TRAFFIC_SECRET_0", "SERVER_TRAFFIC_SECRET_2", "CLIENT_TRAFFIC_SECRET_N", "ECH_CONFIG",
        "SESSION_TICKET",
    ];

    private static readonly Gen<string> Line = Gen.Select(Gen.Int[0, Labels.Length - 1], Gen.Int[0, 4], Gen.Int[0, 5]).Select(
        (label, random, secret) => $"{Labels[label]} {Hex(random, 32)} {Hex(secret, LengthOf(Labels[label]))}");

    private readonly string _folder = Directory.CreateTempSubdirectory("tlsdissect-index-").FullName;

    /// <summary>The file of the index that was made last.</summary>
    private string _last = "";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_key_has_the_same_values_however_the_lines_are_shared_out() =>
        Gen.Select(Line.Array[0, 60], Gen.Int[1, 7], Gen.Int[0, 60]).Sample((lines, capacity, first) =>
        {
            // In two logs, of which the second is added to an index of the first.
            string[][] logs = [lines[..Math.Min(first, lines.Length)], lines[Math.Min(first, lines.Length)..]];
            KeyLog log = new();
            foreach (string[] part in logs) log.Add(Bytes(part), "log", fromSecretsBlock: false);
            using KeyIndex index = Make(logs, capacity);

            Assert.Equal(log.Count, index.Count);
            foreach (KeyLogKey key in Keys())
                Assert.Equal(Values(log, key).Order(StringComparer.Ordinal), Values(index, key).Order(StringComparer.Ordinal));
            Assert.Equal(All(log).Order(StringComparer.Ordinal), All(index).Order(StringComparer.Ordinal));
            Assert.All(Enum.GetValues<KeyLogLabel>(), label => Assert.Equal(log.Has(label), index.Has(label)));
            Assert.Equal(log.CountConnections(), index.CountConnections());
        }, iter: 300);

    [Fact]
    public void Indexes_are_one_after_another() => Line.Array[0, 40].Sample(lines =>
    {
        using KeyIndex one = Make([lines[..(lines.Length / 2)]], 10);
        using KeyIndex other = Make([lines[(lines.Length / 2)..]], 10);
        KeyIndexes both = new();
        both.Add(one);
        both.Add(other);
        foreach (KeyLogKey key in Keys()) Assert.Equal([.. Values(one, key), .. Values(other, key)], Values(both, key));
        Assert.Equal([.. All(one), .. All(other)], All(both));
    }, iter: 100);

    [Fact]
    public void The_digest_depends_on_the_secrets_alone() => Line.Array[0, 40].Sample(lines =>
    {
        using KeyIndex one = Make([lines], 10);
        using KeyIndex other = Make([[.. lines.Reverse().Where(line => !line.Contains("_N ", StringComparison.Ordinal))],
            [.. lines.Where(line => line.Contains("_N ", StringComparison.Ordinal))]], 3);
        Assert.Equal(one.Digest, other.Digest);
    }, iter: 100);

    [Fact]
    public void Many_unnumbered_secrets_take_no_time()
    {
        string random = RandomHex(0, 32);
        string[] lines =
        [
            .. Enumerable.Range(1, 20_000).Select(i => $"CLIENT_TRAFFIC_SECRET_N {random} {RandomHex(i, 32)}"),
            .. Enumerable.Range(1, 20_000).Select(i => $"SERVER_TRAFFIC_SECRET_1 {random} {RandomHex(i, 32)}"),
            .. Enumerable.Range(1, 20_000).Select(i => $"SERVER_TRAFFIC_SECRET_N {random} {RandomHex(-i, 32)}"),
        ];
        using KeyIndex index = Make([lines], 100_000);
        Assert.Equal(1000 + 20_000 + 999, index.Count);
    }

    [Fact]
    public void Many_randoms_are_found()
    {
        string[] lines = [.. Enumerable.Range(0, 20_000).Select(i => $"CLIENT_RANDOM {RandomHex(i, 32)} {RandomHex(-i, 48)}")];
        using KeyIndex index = Make([lines], 3000);
        Assert.Equal(20_000, index.Count);
        for (int i = 0; i < 20_000; i += 7)
        {
            long after = 0;
            Assert.True(index.TryFindNext(new KeyLogKey(KeyLogLabel.ClientRandom, Convert.FromHexString(RandomHex(i, 32))), ref after,
                out KeyLogEntry entry));
            Assert.Equal(RandomHex(-i, 48), Convert.ToHexStringLower(entry.Secret));
            Assert.Equal("0.log", entry.Source);
        }

        long none = 0;
        Assert.False(index.TryFindNext(new KeyLogKey(KeyLogLabel.ClientRandom, new byte[32]), ref none, out _));
    }

    [Fact]
    public void A_damaged_index_is_refused_or_finds_less_and_never_throws()
    {
        string[] lines =
        [
            .. from i in Enumerable.Range(0, 20)
               let label = Labels[i % Labels.Length]
               select $"{label} {Hex(i % 5, 32)} {Hex(i, LengthOf(label))}",
        ];
        byte[] whole;
        using (KeyIndex made = Make([lines], 10)) whole = File.ReadAllBytes(_last);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte[1, 255]).Sample((at, change) =>
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= change;
            Use(damaged, mayBeRefused: true);
        }, iter: 2000);
        for (int length = 0; length < whole.Length; length++) Assert.Throws<KeyFileException>(() => Use(whole[..length], false));
    }

    private void Use(byte[] file, bool mayBeRefused)
    {
        string path = PathOf($"{Guid.NewGuid():n}");
        File.WriteAllBytes(path, file);
        try
        {
            using KeyIndex index = KeyIndex.Open(path);
            foreach (KeyLogKey key in Keys()) Values(index, key);
            All(index);
        }
        catch (KeyFileException) when (mayBeRefused)
        {
            // A number in the header does not fit the file.
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Makes an index of the first log, and adds each further one to it.</summary>
    private KeyIndex Make(string[][] logs, int capacity)
    {
        KeyIndex? before = null;
        string folder = Directory.CreateDirectory(PathOf($"{Guid.NewGuid():n}")).FullName;
        for (int i = 0; i < logs.Length; i++)
        {
            string log = Path.Combine(folder, $"{i}.log");
            File.WriteAllBytes(log, Bytes(logs[i]));
            string path = _last = Path.Combine(folder, $"{i}.idx");
            using (KeyIndexBuilder builder = new(before, Temporary, capacity))
            using (FileStream output = File.Create(path))
            {
                builder.Load(log, new KeyIndexSource(log, i, i));
                builder.Write(output);
            }

            before?.Dispose();
            before = KeyIndex.Open(path);
        }

        return before!;
    }

    private FileStream Temporary() => new(PathOf($"{Guid.NewGuid():n}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 4096,
        FileOptions.DeleteOnClose);

    private string PathOf(string name) => Path.Combine(_folder, name);

    private static IEnumerable<KeyLogKey> Keys() =>
        from label in Enum.GetValues<KeyLogLabel>()
        from random in Enumerable.Range(0, 5)
        from generation in Enumerable.Range(0, 7)
        select new KeyLogKey(label, Convert.FromHexString(Hex(random, 32)), (uint)generation);

    private static List<string> Values(ILoggedSecrets secrets, KeyLogKey key)
    {
        List<string> values = [];
        long after = 0;
        while (secrets.TryFindNext(key, ref after, out KeyLogEntry entry)) values.Add(Convert.ToHexString(entry.Secret));
        return values;
    }

    private static List<string> All(ILoggedSecrets secrets)
    {
        List<string> all = [];
        long at = 0;
        for (int most = 3; secrets.HasNext(at); most = 3)
        {
            while (secrets.TryNext(ref at, uint.MaxValue, ref most, out LoggedSecret logged))
            {
                string random = Convert.ToHexString(logged.ClientRandom.Span);
                all.Add($"{logged.Label} {logged.Generation} {random} {Convert.ToHexString(logged.Secret)}");
            }
        }

        return all;
    }

    private static byte[] Bytes(string[] lines) => Encoding.ASCII.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    /// <summary>Values that begin alike, as hostile ones may.</summary>
    private static string Hex(int value, int length) => Convert.ToHexStringLower([.. new byte[length - 1], (byte)value]);

    private static string RandomHex(int value, int length) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA512.HashData(BitConverter.GetBytes(value)).AsSpan(0, length));

    private static int LengthOf(string label) => label switch { "ECH_CONFIG" => 200, "CLIENT_RANDOM" or "SESSION_TICKET" => 48, _ => 32 };
}
