using TlsDissect.Protocol;
using TlsDissect.Tests.Connections;

namespace TlsDissect.Tests.Handshakes;

/// <summary>Who proved what: signatures and Finished of real handshakes, and of the same with one byte changed.</summary>
public sealed class AuthenticationTests
{
    private static readonly DissectorOptions Verifying = new() { VerifySignatures = true };

    [Theory]
    [InlineData("rsa-aes128-gcm", "rsa_key_exchange")]
    [InlineData("tls12-ecdhe-keylog", "rsa_pss_rsae_sha256")]
    [InlineData("tls12-ecdhe-ecdsa-aes-128-gcm-sha256", "ecdsa_secp256r1_sha256")]
    [InlineData("tls12-dhe-dss-aes-128-gcm-sha256", "dsa_sha224")]
    [InlineData("tls12-psk-aes-128-gcm-sha256", "psk")]
    [InlineData("tls13-aes128-gcm", "rsa_pss_rsae_sha256")]
    [InlineData("hello-retry-request", "rsa_pss_rsae_sha256")]
    [InlineData("server-ml-dsa", "mldsa65")]
    public void The_server_is_authenticated(string name, string scheme)
    {
        ConnectionSummary connection = Dissect(name);

        Assert.Equal(new PeerAuthentication(true, scheme), connection.ServerAuthentication);
        Assert.NotEqual(true, connection.MutualAuthentication);
    }

    [Theory]
    [InlineData("mutual-tls12", "rsa_pss_rsae_sha256")]
    [InlineData("mutual-tls13", "rsa_pss_rsae_sha256")]
    [InlineData("tls13-post-handshake-authentication", "rsa_pss_rsae_sha256")]
    public void The_client_is_authenticated(string name, string scheme)
    {
        ConnectionSummary connection = Dissect(name);

        Assert.Equal(new PeerAuthentication(true, scheme), connection.ClientAuthentication);
        Assert.True(connection.MutualAuthentication);
        Assert.True(connection.ClientFinishedVerified);
        Assert.True(connection.ServerFinishedVerified);
    }

    [Fact]
    public void A_client_without_a_certificate_is_not_authenticated() =>
        Assert.Equal(new PeerAuthentication(false, null), Dissect("tls12-ecdhe-keylog").ClientAuthentication);

    [Fact]
    public void Neither_side_is_authenticated_in_an_anonymous_suite() =>
        Assert.Equal(new PeerAuthentication(false, null), Dissect("tls12-dh-anon-aes-128-cbc-sha").ServerAuthentication);

    [Fact]
    public void A_server_signature_is_verified_without_any_key()
    {
        CapturedConversation conversation = CapturedConversation.Load("tls12-ecdhe-keylog");

        ConnectionSummary connection = Dissection.Of(conversation.Segments(1448), KeyRing.Empty, Verifying).Connection;

        Assert.Equal(DecryptionStatus.None, connection.Status);
        Assert.Equal(new PeerAuthentication(true, "rsa_pss_rsae_sha256"), connection.ServerAuthentication);
    }

    [Fact]
    public void Without_keys_and_unasked_a_signature_is_named_and_not_checked()
    {
        CapturedConversation conversation = CapturedConversation.Load("tls12-ecdhe-keylog");

        Assert.Equal(new PeerAuthentication(null, "rsa_pss_rsae_sha256"),
            Dissection.Of(conversation.Segments(1448), KeyRing.Empty).Connection.ServerAuthentication);
    }

    [Fact]
    public void What_is_encrypted_cannot_be_checked()
    {
        CapturedConversation conversation = CapturedConversation.Load("mutual-tls13");

        ConnectionSummary connection = Dissection.Of(conversation.Segments(1448), KeyRing.Empty, Verifying).Connection;

        Assert.Equal(default, connection.ServerAuthentication);
        Assert.Equal(default, connection.ClientAuthentication);
        Assert.Null(connection.MutualAuthentication);
    }

    [Theory]
    [InlineData("tls12-ecdhe-keylog", HandshakeType.ServerKeyExchange, 1)]
    [InlineData("tls12-ecdhe-ecdsa-aes-128-gcm-sha256", HandshakeType.ServerKeyExchange, 1)]
    [InlineData("tls12-dhe-dss-aes-128-gcm-sha256", HandshakeType.ServerKeyExchange, 1)]
    [InlineData("mutual-tls12", HandshakeType.CertificateVerify, 0)]
    public void A_changed_byte_refutes_a_signature(string name, HandshakeType type, int side)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        byte[] stream = conversation.Stream(side);
        int message = FindMessage(stream, type);
        int length = stream[message + 1] << 16 | stream[message + 2] << 8 | stream[message + 3];

        // The signature's last byte, and the first byte of what is signed: the curve, the prime.
        foreach (int at in side == 1 ? [message + 3 + length, message + 4 + 8] : new[] { message + 3 + length })
        {
            ConnectionSummary connection = Dissection.Of(Changed(conversation, side, at), KeyRing.Empty, Verifying).Connection;
            PeerAuthentication proof = side == 1 ? connection.ServerAuthentication : connection.ClientAuthentication;
            Assert.True(proof.IsRefuted, $"byte {at - message} of the message");
            Assert.NotEqual(true, connection.MutualAuthentication);
        }
    }

    /// <summary>The signature of a ServerKeyExchange covers no certificate: only the Finished tells that the name was changed.</summary>
    [Theory]
    [InlineData("tls12-ecdhe-keylog")]
    [InlineData("rsa-aes128-gcm")]
    [InlineData("mutual-tls12")]
    public void Where_a_Finished_does_not_verify_neither_side_is_authenticated(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        int at = conversation.Stream(1).AsSpan().IndexOf("server.example"u8);
        ConnectionSummary changed = Dissection.Of(Changed(conversation, 1, at), conversation.Keys).Connection;

        // With extended_master_secret a key leads to no secret any more; a key log's is right.
        Assert.True(changed.ServerFinishedVerified != true);
        Assert.NotEqual(true, changed.ServerAuthentication.Authenticated);
        Assert.NotEqual(true, changed.ClientAuthentication.Authenticated);
        if (changed.ServerFinishedVerified == false)
            Assert.True(changed.ServerAuthentication.Authenticated == false && !changed.ServerAuthentication.IsRefuted);
    }

    private static ConnectionSummary Dissect(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        return Dissection.Of(conversation.Segments(1448), conversation.Keys).Connection;
    }

    /// <summary>
    /// Where a message of the first flights starts: each stands in a record of its own or after another of the same record.
    /// </summary>
    private static int FindMessage(byte[] stream, HandshakeType type)
    {
        foreach ((int start, int end, RecordHeader header) in CapturedConversation.Records(stream))
        {
            if (header.Type != ContentType.Handshake) break;
            for (int at = start + 5; at + 4 <= end; at += 4 + (stream[at + 1] << 16 | stream[at + 2] << 8 | stream[at + 3]))
            {
                if (stream[at] == (byte)type) return at;
            }
        }

        throw new InvalidOperationException($"no {type}");
    }

    private static List<Segment> Changed(CapturedConversation conversation, int side, int at)
    {
        List<Segment> segments = conversation.Segments(1448);
        Segment hit = segments.First(segment => segment.Side == side && segment.Offset <= at && segment.End > at);
        hit.Payload[at - hit.Offset] ^= 0x01;
        return segments;
    }
}
