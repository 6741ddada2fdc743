using System.Security.Cryptography;
using System.Text;
using TlsDissect.Keys;

namespace TlsDissect.Tests.Keys;

/// <summary>Several secrets that one name finds: all are kept, because only a record tells which is right.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class KeyLogValuesTests
{
    private static readonly byte[] Client = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(40)]
    public void All_are_found_in_the_order_in_which_they_came(int count)
    {
        KeyLog log = new();
        KeyRing keys = new([], log);
        for (int i = 0; i < count; i++)
            Add(log, Line("CLIENT_RANDOM", Client, i), Line("CLIENT_TRAFFIC_SECRET_1", Client, 1000 + i),
                Line("CLIENT_RANDOM", Other(i), i));

        Assert.Equal(3 * count, log.Count);
        Assert.Equal(Enumerable.Range(0, count).Select(Hex), Found(keys.FindAll(KeyLogLabel.ClientRandom, Client)));
        Assert.Equal(Enumerable.Range(1000, count).Select(Hex),
            Found(keys.FindAll(KeyLogLabel.ClientTrafficSecret0, Client, generation: 1)));
        Assert.Empty(keys.FindAll(KeyLogLabel.ClientTrafficSecret0, Client));
        for (int i = 0; i < count; i++) Assert.Equal([Hex(i)], Found(keys.FindAll(KeyLogLabel.ClientRandom, Other(i))));
        Assert.True(log.TryFind(KeyLogLabel.ClientRandom, Client, out KeyLogEntry first));
        Assert.Equal(Hex(0), Convert.ToHexString(first.Secret));
    }

    [Fact]
    public void Those_of_all_key_logs_are_followed_by_those_of_secrets_blocks()
    {
        KeyLog log = new();
        KeyRing keys = new([], log);
        keys.AddSecretsBlock(Encoding.ASCII.GetBytes(Line("CLIENT_RANDOM", Client, 2)), "capture");
        Add(log, Line("CLIENT_RANDOM", Client, 0));
        log.Add(Encoding.ASCII.GetBytes(Line("CLIENT_RANDOM", Client, 1)), "second.log", fromSecretsBlock: false);

        Assert.Equal([(Hex(0), "log"), (Hex(1), "second.log"), (Hex(2), "capture")],
            keys.FindAll(KeyLogLabel.ClientRandom, Client).Select(entry => (Convert.ToHexString(entry.Secret), entry.Source)));
    }

    [Fact]
    public void A_value_that_comes_again_is_nothing_new()
    {
        KeyLog log = new();
        for (int times = 0; times < 3; times++)
        {
            for (int i = 0; i < 5; i++) Add(log, Line("CLIENT_RANDOM", Client, i));
            Assert.Equal((5, 5), (log.Count, log.Version));
        }

        long before = GC.GetTotalMemory(forceFullCollection: true);
        byte[] line = Encoding.ASCII.GetBytes(Line("CLIENT_RANDOM", Client, 4) + "\n");
        KeyLogParser feed = log.Open("log");
        for (int i = 0; i < 50_000; i++) feed.Append(line);
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 100_000);
        Assert.Equal((5, 50_000), (log.Count, feed.Secrets));
    }

    /// <summary>If each were compared with all before it, this would take minutes.</summary>
    [Fact]
    public void Hundreds_of_thousands_of_one_name_are_added_and_found()
    {
        const int count = 300_000;
        KeyLog log = new();
        KeyLogParser feed = log.Open("log");
        for (int i = 0; i < count; i++) feed.Append(Encoding.ASCII.GetBytes(Line("CLIENT_RANDOM", Client, i) + "\n"));

        Assert.Equal(count, log.Count);
        Assert.Equal(Enumerable.Range(0, count).Select(Hex), Found(new KeyRing([], log).FindAll(KeyLogLabel.ClientRandom, Client)));
    }

    [Fact]
    public void They_count_against_the_bound_and_the_latest_are_kept()
    {
        KeyLog log = new() { MaxSecrets = 100 };
        for (int i = 0; i < 1000; i++) Add(log, Line("CLIENT_RANDOM", Client, i));

        Assert.InRange(log.Count, 50, 100);
        Assert.Equal(Enumerable.Range(1000 - log.Count, log.Count).Select(Hex),
            Found(new KeyRing([], log).FindAll(KeyLogLabel.ClientRandom, Client)));
    }

    private static void Add(KeyLog log, params string[] lines) =>
        log.Add(Encoding.ASCII.GetBytes(string.Join('\n', lines)), "log", fromSecretsBlock: false);

    private static string Line(string label, byte[] random, int i) => $"{label} {Convert.ToHexString(random)} {Hex(i)}";

    private static string Hex(int i) => Convert.ToHexString(SHA384.HashData(BitConverter.GetBytes(i)));

    private static byte[] Other(int i) => SHA256.HashData(BitConverter.GetBytes(i));

    private static IEnumerable<string> Found(IEnumerable<KeyLogEntry> entries) =>
        entries.Select(entry => Convert.ToHexString(entry.Secret));
}
