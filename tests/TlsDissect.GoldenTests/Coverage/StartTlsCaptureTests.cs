namespace TlsDissect.GoldenTests.Coverage;

/// <summary>captures/tools/starttls.tsv: each protocol that leads to TLS is shown by captures, and near misses do not show it.</summary>
public class StartTlsCaptureTests
{
    private static readonly string[][] Rows =
        [.. File.ReadLines(Path.Combine(Repository.Captures, "tools", "starttls.tsv")).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'))];

    public static TheoryData<string, string> Shown => Pairs(column: 1);

    public static TheoryData<string, string> NearMisses => Pairs(column: 2);

    [Theory]
    [MemberData(nameof(Shown))]
    public void A_case_shows_it(string protocol, string name) =>
        Assert.Contains(FeatureTests.Connections(name), connection => connection.Protocols.Contains(protocol));

    /// <summary>TLS follows a dialogue that does not ask for it, or an answer that refuses it.</summary>
    [Theory]
    [MemberData(nameof(NearMisses))]
    public void A_near_miss_does_not_show_it(string protocol, string name)
    {
        Assert.NotEmpty(FeatureTests.Connections(name));
        Assert.DoesNotContain(FeatureTests.Connections(name), connection => connection.Protocols.Contains(protocol));
    }

    [Fact]
    public void Every_protocol_has_both()
    {
        Assert.Equal(
            Enum.GetValues<StartTlsProtocol>().Where(protocol => protocol != StartTlsProtocol.Unknown)
                .Select(StartTlsProtocolNames.JsonName).Order(StringComparer.Ordinal),
            Rows.Select(row => row[0]).Order(StringComparer.Ordinal));
        Assert.All(Rows, row => Assert.True(row.Length == 3 && row[1].Length > 0 && row[2].Length > 0, $"{row[0]} lacks a case"));
    }

    /// <summary>A dialogue a protocol, each in a connection of its own.</summary>
    [Fact]
    public void The_refusals_are_of_every_protocol_and_none_is_named()
    {
        ShownConnection[] connections = [.. FeatureTests.Connections("refused-tls")];
        Assert.Equal(Rows.Length, connections.Length);
        Assert.All(connections, connection => Assert.Empty(connection.Protocols));
    }

    private static TheoryData<string, string> Pairs(int column)
    {
        TheoryData<string, string> pairs = [];
        foreach (string[] row in Rows)
        {
            foreach (string name in row[column].Split(' ')) pairs.Add(row[0], name);
        }

        return pairs;
    }
}
