using TlsDissect.Findings;
using TlsDissect.Protocol;
using TlsDissect.Tests.Connections;
using TlsDissect.Tests.Messages;
using TlsDissect.Tests.Records;

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
    [InlineData("tls13-draft-26")]
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

    /// <summary>A server of the drafts to 21 named the version in server_version, where others have TLS 1.2.</summary>
    [Theory]
    [InlineData(0x7f14, false)]
    [InlineData(0x7f15, true)]
    public void An_old_draft_is_chosen_from_supported_versions(ushort chosen, bool isFound)
    {
        byte[] client = Handshake(1, new TlsWriter().UInt16(0x0303).Fill(32).Vector8(_ => { }).Vector16(s => s.UInt16(0x1301))
            .Vector8(c => c.UInt8(0)).Vector16(e => e.Extension(43, v => v.Vector8(w => w.UInt16(0x7f14).UInt16(0x0303)))));
        byte[] server = Handshake(2, new TlsWriter().UInt16(chosen).Fill(32).UInt16(0x1301).Vector16(_ => { }));
        Dissection dissection = Dissection.Of(ScriptedConnection.Segments([(0, client), (1, server)]), KeyRing.Empty);
        Assert.Equal(isFound, Found(dissection.Connection) is not null);
    }

    private static byte[] Handshake(byte type, TlsWriter body) =>
        WireRecords.Record(ContentType.Handshake, new TlsWriter().UInt8(type).Vector24(w => w.Opaque(body.ToArray())).ToArray(), 0x0301);

    private static string? Found(CapturedConversation conversation) =>
        Found(Dissection.Of(conversation.Segments(1448), conversation.Keys).Connections[0]);

    private static string? Found(ConnectionSummary connection) =>
        new ConnectionJudge().Judge(connection).FirstOrDefault(finding => finding.Id == "illegal_selection")?.Text;

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
