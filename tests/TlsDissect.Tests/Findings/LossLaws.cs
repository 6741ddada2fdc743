using TlsDissect.Findings;
using TlsDissect.Tests.Connections;

namespace TlsDissect.Tests.Findings;

/// <summary>Nothing is found because a part of a connection is not in the capture.</summary>
public sealed class LossLaws
{
    /// <summary>
    /// Each connection without one or two of its segments has no finding that it does not have with them. That a side refused stays true
    /// where a loss hides the cause.
    /// </summary>
    [Theory]
    [InlineData("judged-staples", 0)]
    [InlineData("judged-staple-intermediate", 0)]
    [InlineData("judged-issuers", 2)]
    [InlineData("cause-client-schemes", 0)]
    [InlineData("cause-groups-tls13", 1)]
    [InlineData("cause-psk-binder", 0)]
    [InlineData("stateless-retry", 0)]
    [InlineData("second-session", 0)]
    [InlineData("second-session-without-close", 0)]
    [InlineData("tls13-post-handshake-authentication", 0)]
    [InlineData("raw-public-key", 0)]
    [InlineData("mutual-tls12", 0)]
    [InlineData("mutual-tls13", 0)]
    public void A_loss_adds_no_finding(string name, int number)
    {
        CapturedConversation conversation = CapturedConversation.Load(name, number);
        List<Segment> segments = conversation.Segments(150);
        Finding[] all = Find(conversation, segments);
        HashSet<string> whole = [.. all.Select(finding => finding.Id)];
        if (all.Any(finding => FindingRules.All.Single(rule => rule.Id == finding.Id).TellsCause)) whole.Add("handshake_refused");
        List<string> added = [];
        for (int count = 1; count <= 2; count++)
        {
            for (int first = 0; first + count <= segments.Count - 2; first++)
            {
                Finding[] found = Find(conversation, [.. segments[..first], .. segments[(first + count)..]]);
                added.AddRange(found.Where(finding => !whole.Contains(finding.Id))
                    .Select(finding => $"without {count} from {first}: {finding.Id}: {finding.Text}"));
            }
        }

        Assert.Empty(added);
    }

    /// <summary>One side alone, as where each direction takes another way.</summary>
    [Theory]
    [InlineData("judged-staples", 0)]
    [InlineData("judged-names", 2)]
    [InlineData("mutual-tls12", 0)]
    [InlineData("mutual-tls13", 0)]
    public void One_side_alone_has_no_finding_more(string name, int number)
    {
        CapturedConversation conversation = CapturedConversation.Load(name, number);
        List<Segment> segments = conversation.Segments(1448);
        string[] whole = [.. Find(conversation, segments).Select(finding => finding.Id)];
        for (int side = 0; side < 2; side++)
        {
            int own = side;
            Finding[] found = Find(conversation, [.. segments.Where(segment => segment.Side == own)]);
            Assert.Empty(found.Select(finding => finding.Id).Except(whole));
        }
    }

    private static Finding[] Find(CapturedConversation conversation, List<Segment> segments)
    {
        ConnectionJudge judge = new();
        return [.. Dissection.Of(segments, conversation.Keys).Connections.SelectMany(connection => judge.Judge(connection))];
    }
}
