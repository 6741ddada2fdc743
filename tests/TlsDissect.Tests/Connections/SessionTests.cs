using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections;

/// <summary>Messages after a handshake, complete and with losses.</summary>
public sealed class SessionTests
{
    [Fact]
    public void Every_line_around_key_updates_is_read()
    {
        CapturedConversation conversation = CapturedConversation.Load("tls13-key-update");
        Dissection dissection = Dissection.Of(conversation.Segments(1448), conversation.Keys);

        Assert.Equal(DecryptionStatus.Decrypted, dissection.Connection.Status);
        Assert.True(dissection.Connection.Messages.Count(message => message.Name == "key_update") >= 4);
    }

    [Fact]
    public void A_lost_segment_with_key_updates_loses_only_itself()
    {
        CapturedConversation conversation = CapturedConversation.Load("tls13-key-update");
        List<Segment> segments = conversation.Segments(1448);
        Dissection lossless = Dissection.Of(segments, conversation.Keys);
        int firstData = segments.FindIndex(segment => segment.Side == 0 && segment.Offset > 500);
        foreach (Segment lost in segments.Skip(firstData).Where(segment => segment.Payload.Length > 0))
        {
            Dissection lossy = Dissection.Of(segments.Where(segment => segment != lost), conversation.Keys);

            int missing = lossless.Records.Count - lossy.Records.Count;
            int touched = CapturedConversation.Records(lost.Payload).Count;
            Assert.True(missing <= touched,
                $"{lost.Side}:{lost.Offset}+{lost.Payload.Length}: {missing} records are missing, {touched} were lost");
            Assert.Equal(DecryptionReason.StreamGap, lossy.Connection.Reason);
        }
    }

    [Fact]
    public void A_secret_that_a_lost_Finished_led_to_is_told_too()
    {
        CapturedConversation conversation = CapturedConversation.Load("transfer-tls13-aes128-gcm");
        // ServerHello, change_cipher_spec, then EncryptedExtensions, Certificate, CertificateVerify and Finished, each in a record of its
        // own.
        (int start, int end, _) = CapturedConversation.Records(conversation.Stream(1))[5];
        List<Segment> segments = conversation.Segments(40);
        Assert.NotEqual(0,
            segments.RemoveAll(s => s.Side == 1 && s.Payload.Length > 0 && s.Offset < end && s.Offset + s.Payload.Length > start));

        Dissection dissection = Dissection.Of(segments, conversation.Keys);

        Assert.Null(dissection.Connection.ServerFinishedVerified);
        Assert.Contains(dissection.Records, record => record.From == Sender.Server);
        Assert.Contains(KeyLogLabel.ServerTrafficSecret0, dissection.Secrets);
    }

    [Fact]
    public void An_external_pre_shared_key_decrypts_psk_ke_and_what_resumes_it()
    {
        CapturedConversation conversation = CapturedConversation.Load("tls13-psk-ke");

        ConnectionSummary connection = Dissection.Of(conversation.Segments(1448), conversation.Keys).Connection;

        Assert.Equal(DecryptionStatus.Decrypted, connection.Status);
        Assert.Equal(SecretSource.PreSharedKey, connection.Secret);
        Assert.Equal("alice", connection.Key);
        Assert.True(connection.ServerFinishedVerified);
        Assert.False(connection.ForwardSecrecy);
    }

    [Fact]
    public void A_pre_shared_key_with_a_key_share_is_forward_secret()
    {
        CapturedConversation conversation = CapturedConversation.Load("tls13-psk-dhe-ke");

        ConnectionSummary connection = Dissection.Of(conversation.Segments(1448), conversation.Keys).Connection;

        Assert.Equal(DecryptionStatus.None, connection.Status);
        Assert.Equal(DecryptionReason.ForwardSecrecy, connection.Reason);
    }

    [Fact]
    public void A_wrong_pre_shared_key_does_not_fit_the_binder()
    {
        CapturedConversation conversation = CapturedConversation.Load("tls13-psk-ke");
        KeyRing keys = new([], null, [new PreSharedKey(null, [1, 2, 3, 4])]);

        ConnectionSummary connection = Dissection.Of(conversation.Segments(1448), keys).Connection;

        Assert.Equal(DecryptionStatus.None, connection.Status);
        Assert.Equal(DecryptionReason.KeyMismatch, connection.Reason);
    }

    [Fact]
    public void Post_handshake_authentication_keeps_the_counters()
    {
        CapturedConversation conversation = CapturedConversation.Load("tls13-post-handshake-authentication");
        Dissection dissection = Dissection.Of(conversation.Segments(1448), conversation.Keys);

        Assert.Equal(DecryptionStatus.Decrypted, dissection.Connection.Status);
        int authenticated =
            dissection.Connection.Messages.Select((message, index) => (message, index))
                .Last(m => m.message.Name == "certificate_verify").index;
        Assert.True(authenticated > 0);
        Assert.True(dissection.Connection.ClientFinishedVerified);
        Assert.Equal(5, dissection.Records.Count);
    }
}
