using TlsDissect.Decryption;
using TlsDissect.Output.Text;
using TlsDissect.Protocol;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Connections;

/// <summary>What an alert is said to mean if the answer that it reacts to is not in the capture.</summary>
public sealed class AlertStageTests
{
    private static readonly RecordProtection Gcm =
        new(ProtocolVersion.Tls12, CipherSuite.Find(CipherSuiteId.TLS_RSA_WITH_AES_128_GCM_SHA256)!);

    /// <summary>A client refuses the server's answer: in a capture of both sides, of the client's alone, and without an answer.</summary>
    [Theory]
    [InlineData("both", "the cipher suite was agreed on, but it does not accept what the server sent after that",
        "TLS 1.2; the handshake was not completed")]
    [InlineData("client", "the two sides could not agree on the parameters of the connection",
        "unknown: the capture has no server hello")]
    [InlineData("no answer", "it stopped before the server answered", "nothing: it ended before the server hello")]
    public void An_alert_after_a_missing_answer_is_not_taken_for_an_early_one(string seen, string meaning, string agreed)
    {
        (int Side, byte[] Bytes) hello = ScriptedConnection.Of(Gcm).Records[0], answer = ScriptedConnection.Of(Gcm).Records[1];
        byte[] alert = [(byte)ContentType.Alert, 3, 3, 0, 2, 2, (byte)AlertDescription.HandshakeFailure];
        List<Segment> segments = ScriptedConnection.Segments(seen == "no answer" ? [hello, (0, alert)] : [hello, answer, (0, alert)]);
        Dissection result = new();
        TlsDissector dissector = new(new DissectorOptions(), KeyRing.Empty, result);
        Dissection.Add(dissector, 1, new Segment(0, -1, 0, []), TcpFlags.Syn);
        if (seen != "client")
            Dissection.Add(dissector, 2, new Segment(1, -1, 0, []), TcpFlags.Syn | TcpFlags.Ack);
        long number = 2;
        foreach (Segment segment in segments.Where(segment => seen != "client" || segment.Side == 0))
            Dissection.Add(dissector, ++number, segment);
        dissector.Complete();

        Assert.Equal($"refused by the client with handshake_failure: {meaning}", result.Connection.Outcome!.Text);
        Assert.Equal(agreed, HandshakeText.Of(result.Connection));
    }
}
