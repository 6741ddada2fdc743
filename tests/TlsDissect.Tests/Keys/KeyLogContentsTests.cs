using System.Text;
using TlsDissect.Keys;

namespace TlsDissect.Tests.Keys;

public class KeyLogContentsTests
{
    private static readonly string Secret = new('a', 64);

    [Fact]
    public void Secrets_are_counted_by_source_and_label()
    {
        KeyLog logs = new();
        logs.Add(Lines($"CLIENT_TRAFFIC_SECRET_0 {Random(1)} {Secret}", $"CLIENT_TRAFFIC_SECRET_1 {Random(1)} {Secret}",
            $"CLIENT_TRAFFIC_SECRET_7 {Random(1)} {Secret}", $"CLIENT_RANDOM {Random(2)} {Secret[..32]}{Secret}",
            $"ECH_SECRET {Random(3)} {Secret}", "junk"), "a.log", fromSecretsBlock: false);
        logs.Add(Lines($"RSA Session-ID:0102 Master-Key:{Secret[..32]}{Secret}", $"RSA 0102030405060708 {Secret[..32]}{Secret}"), "b.log",
            fromSecretsBlock: false);
        logs.Add([], "c.log", fromSecretsBlock: false);

        IReadOnlyDictionary<string, KeyLogContents> contents = KeyLogContents.Of(logs, logs.SourceNames);

        Assert.Equal(["a.log", "b.log", "c.log"], contents.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([("CLIENT_RANDOM", 1L), ("CLIENT_TRAFFIC_SECRET_0", 1L), ("CLIENT_TRAFFIC_SECRET_N", 2L), ("ECH_SECRET", 1L)],
            contents["a.log"].ByLabel);
        Assert.Equal((5L, 2), (contents["a.log"].Secrets, contents["a.log"].Connections));
        Assert.Equal([("RSA Session-ID", 1L), ("RSA", 1L)], contents["b.log"].ByLabel);
        Assert.Equal((0L, 0), (contents["c.log"].Secrets, contents["c.log"].Connections));
    }

    [Fact]
    public void Every_label_has_a_name() =>
        Assert.All(Enum.GetValues<KeyLogLabel>(), label => Assert.NotEqual("", label.LineName()));

    private static string Random(int number) => new((char)('0' + number), 64);

    private static byte[] Lines(params string[] lines) => Encoding.ASCII.GetBytes(string.Join('\n', lines));
}
