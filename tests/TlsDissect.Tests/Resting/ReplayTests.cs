using TlsDissect.Protocol;
using TlsDissect.Tests.Connections;

namespace TlsDissect.Tests.Resting;

/// <summary>
/// A replayed record is not shown twice, whether before or after its place, and whatever part of the connection is missing.
/// </summary>
public sealed class ReplayTests
{
    public static TheoryData<string> Names =>
    [
        "tls13-early-data-accepted", "tls13-early-data-client-only", "tls13-early-data-rejected", "nss-post-handshake-authentication",
        "tls13-post-handshake-authentication", "tls13-key-update",
        "rsa-aes128-gcm", "renegotiation-tls12",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_record_that_comes_again_is_not_shown_again(string name)
    {
        for (int number = 0; number < 2; number++)
        {
            CapturedConversation conversation = CapturedConversation.Load(name, number).ByRecords();
            if (conversation.Turns.Count == 0) continue;
            Dissection right = Dissection.Of(ScriptedConnection.Segments(conversation.Turns), conversation.Keys);
            foreach (List<(int Side, byte[] Data)> turns in Parts(conversation.Turns))
            {
                for (int at = 0; at < turns.Count; at++)
                {
                    foreach (int other in new[] { 0, at - 1, at + 1, at + 2, at + 4, turns.Count }.Where(
                        place => place >= 0 && place <= turns.Count).Distinct())
                    {
                        List<(int Side, byte[] Data)> again = [.. turns];
                        again.Insert(other, again[at]);
                        SentPlaintext.AssertNothingElse(right, Dissection.Of(ScriptedConnection.Segments(again), conversation.Keys),
                            $"connection {number}, {turns.Count} of {conversation.Turns.Count} records, {at} again at {other}");
                    }
                }
            }
        }
    }

    /// <summary>
    /// RFC 8446 §4.6.2: the Finished of a post-handshake authentication changes no keys, whether or not the ServerHello was captured.
    /// </summary>
    [Theory]
    [InlineData("nss-post-handshake-authentication")]
    [InlineData("tls13-post-handshake-authentication")]
    public void Without_a_ServerHello_the_keys_stay_after_post_handshake_authentication(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name).ByRecords();
        Dissection whole = Dissection.Of(ScriptedConnection.Segments(conversation.Turns), conversation.Keys);
        (int Side, byte[] Data)[] turns = [.. conversation.Turns];
        int hello = Array.FindIndex(turns, turn => turn.Side == 1);

        Dissection without = Dissection.Of(ScriptedConnection.Segments(turns.Where((_, i) => i != hello)), conversation.Keys);

        Assert.NotEmpty(whole.Plaintext(Sender.Client));
        Assert.Equal(whole.Plaintext(Sender.Client), without.Plaintext(Sender.Client));
    }

    /// <summary>All of it; with the hello of a renegotiation damaged; without the ServerHello; one side's alone.</summary>
    private static IEnumerable<List<(int Side, byte[] Data)>> Parts(IReadOnlyList<(int Side, byte[] Data)> turns)
    {
        yield return [.. turns];
        int data = turns.ToList().FindIndex(turn => turn.Data[0] == (byte)ContentType.ApplicationData);
        int again = turns.ToList().FindIndex(Math.Max(data, 0), turn => turn.Side == 0 && turn.Data[0] == (byte)ContentType.Handshake);
        if (again >= 0)
            yield return [.. turns.Select((turn, i) => i == again ? (turn.Side, [.. turn.Data[..^1], (byte)~turn.Data[^1]]) : turn)];
        int hello = turns.ToList().FindIndex(turn => turn.Side == 1);
        if (hello < 0) yield break;
        yield return [.. turns.Where((_, i) => i != hello)];
        yield return [.. turns.Where(turn => turn.Side == 0)];
        yield return [.. turns.Where(turn => turn.Side == 1)];
    }
}
