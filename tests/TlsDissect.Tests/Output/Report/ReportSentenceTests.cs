using TlsDissect.Protocol;

namespace TlsDissect.Tests.Output.Report;

public class ReportSentenceTests
{
    /// <summary>Just after the last packet. Certificates have whole seconds.</summary>
    private static readonly DateTimeOffset Now = SampleConnections.At(31).Time.ToDateTime().AddSeconds(1);

    [Fact]
    public void Without_connections_it_says_so() => Assert.Equal("No TLS connections", SentenceOf());

    [Fact]
    public void One_is_singular() =>
        Assert.Equal("1 connection to 1 server; none failed; all with TLS 1.2; none decrypted", SentenceOf(Connection()));

    [Fact]
    public void Many_are_summed_up() =>
        Assert.Equal("4 connections to 2 servers; 2 failed; 3 with TLS 1.3; 1 decrypted", SentenceOf(
            Connection(ProtocolVersion.Tls13, outcome: OutcomeResult.Refused), Connection(ProtocolVersion.Tls13, name: "other.example"),
            Connection(ProtocolVersion.Tls13, outcome: OutcomeResult.Aborted), Connection(status: DecryptionStatus.Decrypted)));

    [Fact]
    public void A_certificate_counts_once_by_the_time_that_is_left() =>
        Assert.Equal(
            "6 connections to 1 server; none failed, 1 certificate expired, 2 certificates expire within 30 days; all with TLS 1.2; " +
                "none decrypted",
            SentenceOf(WithCertificate(1, -1), WithCertificate(2, 0), WithCertificate(3, 29), WithCertificate(3, 29),
                WithCertificate(4, 30), WithCertificate(5, 400)));

    [Fact]
    public void Only_the_servers_own_certificate_counts()
    {
        ConnectionSummary chain = WithCertificate(1, 400);
        chain.ServerCertificates = [.. chain.ServerCertificates, ReportWriterTests.Certificate(2, Now.AddDays(-1))];
        chain.ClientCertificates = [ReportWriterTests.Certificate(3, Now.AddDays(-1))];

        Assert.DoesNotContain("certificate", SentenceOf(chain), StringComparison.Ordinal);
    }

    private static string SentenceOf(params ConnectionSummary[] connections)
    {
        ReportFile page = Reports.Of(connections);
        string sentence = page.Report.GetProperty("sentence").GetString()!;
        Assert.Contains(sentence, page.Frame, StringComparison.Ordinal);
        return sentence;
    }

    private static ConnectionSummary WithCertificate(byte number, int days)
    {
        ConnectionSummary connection = Connection();
        connection.ServerCertificates = [ReportWriterTests.Certificate(number, Now.AddDays(days))];
        return connection;
    }

    private static ConnectionSummary Connection(ProtocolVersion version = ProtocolVersion.Tls12, string name = "server.example",
        OutcomeResult outcome = OutcomeResult.Established, DecryptionStatus status = DecryptionStatus.None)
    {
        ConnectionSummary connection = SampleConnections.Bare(0x009c, version);
        connection.ServerName = name;
        connection.Status = status;
        connection.Outcome = new ConnectionOutcome(outcome, "as it ended");
        return connection;
    }
}
