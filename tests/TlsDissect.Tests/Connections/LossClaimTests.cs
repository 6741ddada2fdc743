using TlsDissect.Protocol;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Connections;

/// <summary>A capture that lacks something shows less. It refutes nothing that the whole one proves.</summary>
public class LossClaimTests
{
    public static TheoryData<string> Cases =>
    [
        "alpn", "hello-retry-request", "many-extensions-retry", "stateless-retry", "key-share-secp384r1mlkem1024", "tls13-resumption",
        "tls13-early-data-accepted", "ech-retry", "bouncycastle-extensions-tls12", "bouncycastle-extensions-tls13",
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_Finished_and_no_signature_is_called_wrong(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        List<Segment> segments = conversation.Segments(600);
        for (int at = 0; at < segments.Count; at++)
        {
            Judge(segments.Where((_, index) => index != at), withSyn: true);
            Judge(segments.Skip(at), withSyn: false);
        }

        void Judge(IEnumerable<Segment> some, bool withSyn)
        {
            foreach (ConnectionSummary connection in Dissection.Of(some, conversation.Keys, withSyn: withSyn).Connections)
            {
                Assert.NotEqual(false, connection.ClientFinishedVerified);
                Assert.NotEqual(false, connection.ServerFinishedVerified);
                Assert.False(connection.ServerAuthentication.IsRefuted || connection.ClientAuthentication.IsRefuted);
            }
        }
    }

    /// <summary>The client tells why it gives up after both Finished.</summary>
    [Fact]
    public void A_refusal_counts_from_the_ServerHello_on()
    {
        CapturedConversation conversation = CapturedConversation.Load("ech-rejected");
        List<Segment> segments = conversation.Segments(1448);
        int answer = segments.FindIndex(segment => segment.Side == 1);
        ConnectionOutcome outcome = Dissection.Of(segments.Skip(answer), conversation.Keys, withSyn: false).Connection.Outcome!;

        Assert.Equal((OutcomeResult.Refused, AlertDescription.EchRequired), (outcome.Result, outcome.Alert));
    }

    /// <summary>The client sends close_notify and a FIN. Without the first, what came before the second is unknown.</summary>
    [Fact]
    public void A_lost_close_notify_is_not_called_missing()
    {
        CapturedConversation conversation = CapturedConversation.Load("syslog");
        List<Segment> segments = [.. conversation.ByRecords().Segments(1448).Where(segment => segment.Payload.Length > 0)];
        int last = segments.FindLastIndex(segment => segment.Side == 0);
        Segment fin = new(0, segments[last].Offset + segments[last].Payload.Length, segments[last].Acknowledged, []);

        Assert.Null(Closed(segments.Take(last + 1)));
        Assert.Null(Closed(segments.Take(last)));
        // Here nothing is lost, and the client sent no close_notify.
        fin = fin with { Offset = segments[last].Offset };
        Assert.Equal(Sender.Client, Closed(segments.Take(last))!.From);

        SilentClose? Closed(IEnumerable<Segment> before)
        {
            Dissection found = new();
            TlsDissector dissector = new(new DissectorOptions(), conversation.Keys, found);
            long number = 0;
            Dissection.Add(dissector, ++number, new Segment(0, -1, 0, []), TcpFlags.Syn);
            Dissection.Add(dissector, ++number, new Segment(1, -1, 0, []), TcpFlags.Syn | TcpFlags.Ack);
            foreach (Segment segment in before) Dissection.Add(dissector, ++number, segment);
            Dissection.Add(dissector, ++number, fin, TcpFlags.Fin | TcpFlags.Ack);
            dissector.Complete();
            return found.Connection.ClosedWithoutAlert;
        }
    }
}
