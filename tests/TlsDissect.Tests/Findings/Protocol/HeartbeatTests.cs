using TlsDissect.Decryption;
using TlsDissect.Findings;
using TlsDissect.Protocol;
using TlsDissect.Tests.Connections;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Findings.Protocol;

/// <summary>Heartbeats within a made connection, and how a connection is closed.</summary>
public class HeartbeatTests
{
    private const int ToServerHelloDone = 2;

    private static readonly RecordProtection Gcm =
        new(ProtocolVersion.Tls12, CipherSuite.Find(CipherSuiteId.TLS_RSA_WITH_AES_128_GCM_SHA256)!);

    [Theory]
    [InlineData(new byte[] { 1, 0, 0 }, false)]
    [InlineData(new byte[] { 1, 0, 4, 1, 2, 3, 4 }, false)]
    [InlineData(new byte[] { 1, 0, 5, 1, 2, 3, 4 }, true)]
    [InlineData(new byte[] { 1, 0, 1 }, true)]
    [InlineData(new byte[] { 1, 255, 255 }, true)]
    [InlineData(new byte[] { 2, 255, 255 }, false)]
    [InlineData(new byte[] { 1, 255 }, false)]
    [InlineData(new byte[0], false)]
    public void A_request_that_claims_more_than_it_has_is_found(byte[] message, bool isFound)
    {
        ConnectionSummary clear = Of(ScriptedConnection.HandshakeOf(Gcm), (0, message));
        Assert.Equal(isFound, Ids(clear).Contains("heartbeat_overread"));

        ScriptedConnection made = ScriptedConnection.HandshakeOf(Gcm);
        made.Add(1, ContentType.Heartbeat, message);
        Assert.Equal(isFound, Ids(Of(made)).Contains("heartbeat_overread"));
    }

    [Theory]
    [InlineData(0, FindingSeverity.High)]
    [InlineData(3, FindingSeverity.High)]
    [InlineData(19, FindingSeverity.Critical)]
    public void An_answer_that_is_longer_than_the_request_is_critical(int answer, FindingSeverity severity)
    {
        byte[] response = [2, 0x40, 0, .. new byte[16]];
        ConnectionSummary connection = Of(ScriptedConnection.HandshakeOf(Gcm), (0, [1, 0x40, 0]), (1, response[..answer]));
        Finding finding = Assert.Single(new ConnectionJudge().Judge(connection), found => found.Id == "heartbeat_overread");
        Assert.Equal(severity, finding.Severity);
    }

    [Fact]
    public void Heartbeats_of_the_same_side_are_no_answer()
    {
        ConnectionSummary connection = Of(ScriptedConnection.HandshakeOf(Gcm), (0, [1, 0x40, 0]), (0, [2, 0x40, 0, .. new byte[16]]));
        Finding finding = Assert.Single(new ConnectionJudge().Judge(connection), found => found.Id == "heartbeat_overread");
        Assert.Equal(FindingSeverity.High, finding.Severity);
    }

    [Theory]
    [InlineData(TcpFlags.Fin | TcpFlags.Ack, false, true)]
    [InlineData(TcpFlags.Fin | TcpFlags.Ack, true, false)]
    [InlineData(TcpFlags.Rst | TcpFlags.Ack, false, false)]
    public void A_FIN_without_an_alert_before_it_is_found(TcpFlags end, bool hasAlert, bool isFound)
    {
        foreach (KeyRing keys in new[] { ScriptedConnection.HandshakeOf(Gcm).Keys, KeyRing.Empty })
        {
            ScriptedConnection made = ScriptedConnection.HandshakeOf(Gcm);
            made.Add(1, ContentType.ApplicationData, [1, 2, 3]);
            if (hasAlert) made.Add(1, ContentType.Alert, [1, 0]);
            Assert.Equal(isFound, Ids(Of(made, keys, end)).Contains("no_close_notify"));
        }
    }

    private static string[] Ids(ConnectionSummary connection) => [.. new ConnectionJudge().Judge(connection).Select(finding => finding.Id)];

    /// <summary>Heartbeats in the clear after the server's flight.</summary>
    private static ConnectionSummary Of(ScriptedConnection made, params (int Side, byte[] Message)[] heartbeats)
    {
        List<(int Side, byte[] Bytes)> records = [.. made.Records];
        int place = ToServerHelloDone;
        foreach ((int side, byte[] message) in heartbeats)
            records.Insert(place++, (side, [(byte)ContentType.Heartbeat, 3, 3, 0, (byte)message.Length, .. message]));
        return Dissection.Of(ScriptedConnection.Segments(records), made.Keys).Connection;
    }

    /// <summary>The server ends the TCP connection.</summary>
    private static ConnectionSummary Of(ScriptedConnection made, KeyRing keys, TcpFlags end)
    {
        List<Segment> segments = ScriptedConnection.Segments(made.Records);
        Dissection result = new();
        TlsDissector dissector = new(new DissectorOptions(), keys, result);
        Dissection.Add(dissector, 1, new Segment(0, -1, 0, []), TcpFlags.Syn);
        Dissection.Add(dissector, 2, new Segment(1, -1, 0, []), TcpFlags.Syn | TcpFlags.Ack);
        long number = 2;
        foreach (Segment segment in segments) Dissection.Add(dissector, ++number, segment);
        int EndOf(int side) => segments.Where(segment => segment.Side == side).Max(segment => segment.End);
        Dissection.Add(dissector, ++number, new Segment(1, EndOf(1), EndOf(0), []), end);
        dissector.Complete();
        return result.Connection;
    }
}
