using TlsDissect.Cli.Why;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.GoldenTests.Why;

/// <summary>The table of connections is bounded, and counts every connection once.</summary>
public class ConnectionTableTests
{
    [Fact]
    public void Connections_of_too_many_kinds_are_counted()
    {
        ConnectionTable[] parts = [new(ConnectionTable.UsualRows), new(ConnectionTable.UsualRows)];
        for (int i = 0; i < 5000; i++) parts[i % 2].Add(Decrypted(id: 1 + i, $"key {i}"));
        for (int i = 5000; i < 5040; i++) parts[i % 2].Add(Decrypted(id: 1 + i, "key 1"));
        parts[0].Add(parts[1]);

        string[][] rows = parts[0].Rows(out long leftOut);

        Assert.Equal(ConnectionTable.UsualRows, rows.Length);
        Assert.Equal("2, 5002, 5004 and 18 more", rows[0][0]);
        Assert.Equal(["1", "3", "4"], rows[1..4].Select(row => row[0]));
        Assert.Equal(5040 - 21 - 9, leftOut);
    }

    [Fact]
    public void Few_connections_have_rows_of_their_own_in_order()
    {
        ConnectionTable[] parts = [new(ConnectionTable.UsualRows), new(ConnectionTable.UsualRows)];
        foreach (int id in new[] { 7, 3, 5, 9 }) parts[id % 4 == 1 ? 0 : 1].Add(Decrypted(id, "key"));
        parts[0].Add(parts[1]);

        Assert.Equal(["3", "5", "7", "9"], parts[0].Rows(out long leftOut).Select(row => row[0]));
        Assert.Equal(0, leftOut);
    }

    private static ConnectionFit Decrypted(long id, string key) => ConnectionFit.Of(
        new ConnectionSummary(new TcpStatistics())
        {
            Id = id,
            Status = DecryptionStatus.Decrypted,
            Secret = SecretSource.RsaKey,
            Key = key,
        },
        KeyRing.Empty);
}
