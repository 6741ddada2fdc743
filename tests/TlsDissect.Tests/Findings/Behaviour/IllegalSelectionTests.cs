using TlsDissect.Findings;
using TlsDissect.Tests.Connections;

namespace TlsDissect.Tests.Findings.Behaviour;

/// <summary>What a server chose without an offer: recorded hellos with one field changed, and the hellos as they were.</summary>
public sealed class IllegalSelectionTests
{
    /// <summary>Offset of session_id in a record with a ServerHello: both headers, server_version, random.</summary>
    private const int SessionId = 5 + 4 + 2 + 32;

    [Theory]
    [InlineData("tls12-ecdhe-keylog")]
    [InlineData("tls13-aes128-gcm")]
    [InlineData("hello-retry-request")]
    [InlineData("alpn")]
    [InlineData("rsa-aes128-gcm")]
    public void A_recorded_server_chooses_from_the_offer(string name) => Assert.Null(Found(CapturedConversation.Load(name)));

    [Fact]
    public void A_suite_that_was_not_offered_is_found() =>
        Assert.Contains("TLS_NULL_WITH_NULL_NULL", Found(Changed("rsa-aes128-gcm", stream =>
        {
            int suite = SessionId + 1 + stream[SessionId];
            (stream[suite], stream[suite + 1]) = (0, 0);
        })));

    [Fact]
    public void A_version_above_the_offer_is_found() =>
        Assert.Contains("chose", Found(Changed("tls10-rsa-aes128-sha", stream => stream[5 + 4 + 1] = 3)));

    [Fact]
    public void A_compression_method_that_was_not_offered_is_found() =>
        Assert.Contains("compression method 1",
            Found(Changed("rsa-aes128-gcm", stream => stream[SessionId + 1 + stream[SessionId] + 2] = 1)));

    private static string? Found(CapturedConversation conversation) =>
        new ConnectionJudge().Judge(Dissection.Of(conversation.Segments(1448), conversation.Keys).Connections[0])
            .FirstOrDefault(finding => finding.Id == "illegal_selection")?.Text;

    private static CapturedConversation Changed(string name, Action<byte[]> change)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        List<(int Side, byte[] Data)> turns = [.. conversation.Turns];
        int hello = turns.FindIndex(turn => turn.Side == 1);
        byte[] changed = [.. turns[hello].Data];
        change(changed);
        turns[hello] = (1, changed);
        return conversation.Only(turns);
    }
}
