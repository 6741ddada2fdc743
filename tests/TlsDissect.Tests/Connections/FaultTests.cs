using System.Runtime.CompilerServices;
using TlsDissect.Connections;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Resting;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Connections;

/// <summary>
/// An internal error ends its connection alone. The errors here come from a list of pre-shared keys that throws when it is read, which is
/// in the middle of a connection.
/// </summary>
public sealed class FaultTests
{
    private static readonly CapturedConversation Conversation = CapturedConversation.Load("psk-tls12");

    [Fact]
    public void It_ends_its_own_connection_which_is_reported_once_and_the_next_one_is_decrypted()
    {
        FaultyList<PreSharedKey> faulty = new(Key) { Fault = () => new NotImplementedException() };
        Dissection result = new();
        TlsDissector dissector = new(new DissectorOptions(), new KeyRing([], null, faulty), result);
        AddConnection(dissector, result, 0);
        faulty.Fault = null;
        AddConnection(dissector, result, 1);
        dissector.Complete();

        Assert.Equal(2, result.Connections.Count);
        ConnectionSummary failed = result.Connections.Single(connection => connection.Id == 1),
            next = result.Connections.Single(connection => connection.Id != 1);
        Assert.Equal((DecryptionStatus.None, DecryptionReason.InternalError), (failed.Status, failed.Reason));
        Assert.Equal("internal_error", failed.Reason!.Value.JsonName());
        Assert.NotEmpty(failed.ClientHellos);
        Assert.Contains(nameof(NotImplementedException), Assert.Single(failed.Notes), StringComparison.Ordinal);
        Assert.Equal(Conversation.Segments(1448).Count + 2, failed.Last.Packet);
        Assert.True(failed.Tcp!.SeenStart);
        (long connection, Exception exception) = Assert.Single(result.Faults);
        Assert.Equal(1, connection);
        Assert.IsType<NotImplementedException>(exception);
        Assert.Equal((DecryptionStatus.Decrypted, null), (next.Status, next.Reason));
        Assert.Equal(Dissection.Of(Conversation.Segments(1448), Conversation.Keys).Records, result.Records);
    }

    [Fact]
    public void What_was_skipped_before_it_is_told()
    {
        FaultyList<PreSharedKey> faulty = new(Key) { Fault = () => new NotImplementedException() };
        CapturedConversation records = Conversation.ByRecords();
        int hello = records.Turns.ToList().FindIndex(turn => turn.Side == 1);

        ConnectionSummary failed =
            Dissection.Of(records.With(hello, 1, [1, 2, 3, 4, 5, 6, 7]).Segments(1448), new KeyRing([], null, faulty)).Connection;

        Assert.Equal(DecryptionReason.InternalError, failed.Reason);
        Assert.Equal(7, failed.ServerSkipped.Count);
    }

    [Fact]
    public void Running_out_of_memory_is_not_a_fault_of_the_connection()
    {
        FaultyList<PreSharedKey> faulty = new(Key) { Fault = () => new InsufficientMemoryException() };

        Assert.ThrowsAny<OutOfMemoryException>(() => Dissection.Of(Conversation.Segments(1448), new KeyRing([], null, faulty)));
    }

    [Theory]
    [InlineData(nameof(IConnectionSink.WantsApplicationData))]
    [InlineData(nameof(IConnectionSink.OnMessage))]
    [InlineData(nameof(IConnectionSink.OnHandshake))]
    [InlineData(nameof(IConnectionSink.OnSecret))]
    [InlineData(nameof(IConnectionSink.OnApplicationData))]
    [InlineData(nameof(IConnectionSink.OnAlert))]
    [InlineData(nameof(IConnectionSink.OnInternalError))]
    [InlineData(nameof(IConnectionSink.OnEnd))]
    public void What_the_sink_throws_passes_as_it_is(string where)
    {
        FaultyList<PreSharedKey> keys = new(Key);
        if (where == nameof(IConnectionSink.OnInternalError)) keys.Fault = () => new NotImplementedException();
        ThrowingSink sink = new(where);
        TlsDissector dissector = new(new DissectorOptions(), new KeyRing([], null, keys), sink);

        IOException thrown = Assert.Throws<IOException>(() =>
        {
            AddConnection(dissector, null, 0);
            dissector.Complete();
        });

        Assert.Same(sink.Thrown, thrown);
        Assert.Equal(where == nameof(IConnectionSink.OnInternalError) ? 1 : 0, sink.Faults);
    }

    /// <summary>The other ways into a connection: each of them has the same net.</summary>
    [Theory]
    [InlineData(nameof(TlsConnection.OnKeysAdded))]
    [InlineData(nameof(TlsConnection.OnEnd))]
    [InlineData(nameof(TlsConnection.Finish))]
    [InlineData(nameof(TlsConnection.StopWaiting))]
    public void It_is_caught_wherever_it_comes_from(string way)
    {
        const int MostInAll = 300;
        FaultyList<ServerKey> faulty = new(null!);
        KeyRing keys = new(faulty, null, [new PreSharedKey(null, [1, 2, 3])]) { MayGrow = true };
        Dissection result = new();
        DissectorOptions options = new()
        {
            KeyWait = way == nameof(TlsConnection.Finish) ? TimeSpan.FromHours(1) : default,
            MaxWaitingBytesInAll = way == nameof(TlsConnection.StopWaiting) ? MostInAll : 1 << 20,
        };
        TlsDissector dissector = new(options, keys, result);
        DissectorContext context = ContextOf(dissector);
        // A list that cannot even say how long it is.
        if (way == nameof(TlsConnection.StopWaiting))
            faulty.CountFault = () => context.AwaitingKeys.Bytes > MostInAll ? new InvalidCastException() : null;
        AddConnection(dissector, result, 0);
        Assert.Equal(way == nameof(TlsConnection.StopWaiting) ? 1 : 0, result.Faults.Count);
        faulty.CountFault ??= () => new InvalidCastException();
        if (way == nameof(TlsConnection.OnKeysAdded))
        {
            keys.MayGrow = false;
            keys.AddSecretsBlock(System.Text.Encoding.ASCII.GetBytes($"CLIENT_RANDOM {new string('0', 64)} {new string('0', 96)}"),
                "capture");
            dissector.KeysAdded();
            Assert.Single(result.Faults);
        }

        dissector.Complete();

        Assert.Equal(DecryptionReason.InternalError, result.Connection.Reason);
        Assert.IsType<InvalidCastException>(Assert.Single(result.Faults).Exception);
        Assert.Equal((0, 0), (context.AwaitingKeys.Bytes, context.AwaitingKeys.All().Length));
    }

    [Fact]
    public void A_connection_that_cannot_be_restored_is_reported_with_what_is_left_of_it()
    {
        CapturedConversation conversation = CapturedConversation.Load("tls12-ecdhe-rsa-aes-128-gcm-sha256");
        RestingSink sink = new();
        TlsDissector dissector = new(new DissectorOptions { MaxAwake = 0 }, KeyRing.Empty, sink);
        bool isBroken = false;
        long number = 0;
        Dissection.Add(dissector, ++number, new Segment(0, -1, 0, []), TcpFlags.Syn);
        Dissection.Add(dissector, ++number, new Segment(1, -1, 0, []), TcpFlags.Syn | TcpFlags.Ack);
        foreach (Segment segment in conversation.Segments(1448))
        {
            Dissection.Add(dissector, ++number, segment);
            if (isBroken || TableOf(dissector).Latest is not { HasConsumer: true, Consumer: TlsConnection connection } ||
                RestingOf(connection) is not RestingConnection resting) continue;
            isBroken = true;
            ArchiveOf(resting) = [];
        }

        dissector.Complete();

        Assert.True(isBroken, "it never rested");
        Assert.Equal((1, 1), (sink.Faults, sink.Ends));
        Assert.Equal(DecryptionReason.InternalError, sink.Connection!.Reason);
        Assert.Equal(443, sink.Connection.Server.Port);
    }

    /// <summary>
    /// Keys come by the thousand where connections rest by the thousand: none of them reads its archive for another's key.
    /// </summary>
    [Fact]
    public void A_connection_that_rests_does_not_read_its_archive_for_the_key_of_another()
    {
        CapturedConversation conversation = CapturedConversation.Load("tls12-ecdhe-rsa-aes-128-gcm-sha256");
        RestingSink sink = new();
        KeyRing keys = new([], null) { MayGrow = true };
        TlsDissector dissector = new(new DissectorOptions { MaxAwake = 0, MaxWaitingBytes = 10 }, keys, sink);
        long number = 0;
        Dissection.Add(dissector, ++number, new Segment(0, -1, 0, []), TcpFlags.Syn);
        Dissection.Add(dissector, ++number, new Segment(1, -1, 0, []), TcpFlags.Syn | TcpFlags.Ack);
        foreach (Segment segment in conversation.Segments(1448)) Dissection.Add(dissector, ++number, segment);
        RestingConnection resting = RestingOf((TlsConnection)TableOf(dissector).Latest!.Consumer)!;
        byte[] archive = ArchiveOf(resting);
        ArchiveOf(resting) = [];

        keys.AddSecretsBlock(System.Text.Encoding.ASCII.GetBytes($"CLIENT_RANDOM {new string('0', 64)} {new string('0', 96)}"), "capture");
        dissector.KeysAdded();

        Assert.Equal(0, sink.Faults);
        ArchiveOf(resting) = archive;
        dissector.Complete();
        Assert.Equal((0, 1), (sink.Faults, sink.Ends));
    }

    /// <summary>Two connections of the same hosts and ports: the second begins with a SYN of another number.</summary>
    private static void AddConnection(TlsDissector dissector, Dissection? result, int index)
    {
        List<Segment> segments = Conversation.Segments(1448);
        long number = index * (segments.Count + 2);
        int shift = index * 100_000_000;
        result?.Records.Clear();
        Dissection.Add(dissector, ++number, new Segment(0, shift - 1, 0, []), TcpFlags.Syn);
        Dissection.Add(dissector, ++number, new Segment(1, shift - 1, shift, []), TcpFlags.Syn | TcpFlags.Ack);
        foreach (Segment segment in segments)
            Dissection.Add(dissector, ++number,
                segment with { Offset = segment.Offset + shift, Acknowledged = segment.Acknowledged + shift });
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_context")]
    private static extern ref DissectorContext ContextOf(TlsDissector dissector);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_connections")]
    private static extern ref TcpConnectionTable TableOf(TlsDissector dissector);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_resting")]
    private static extern ref RestingConnection? RestingOf(TlsConnection connection);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_archive")]
    private static extern ref byte[] ArchiveOf(RestingConnection resting);

    private static PreSharedKey Key => Conversation.Keys.PreSharedKeys[0];

    /// <summary>A disk that is full at one kind of event.</summary>
    private sealed class ThrowingSink(string where) : IConnectionSink
    {
        public IOException Thrown { get; } = new("no space left");

        public int Faults { get; private set; }

        public bool WantsApplicationData(ConnectionView connection)
        {
            At(nameof(IConnectionSink.WantsApplicationData));
            return true;
        }

        public void OnMessage(ConnectionView connection, MessageEntry message) => At(nameof(IConnectionSink.OnMessage));

        public void OnAlert(ConnectionView connection, AlertEntry alert) => At(nameof(IConnectionSink.OnAlert));

        public void OnApplicationData(ConnectionView connection, ApplicationData data) => At(nameof(IConnectionSink.OnApplicationData));

        public void OnHandshake(ConnectionView connection, StreamPosition position) => At(nameof(IConnectionSink.OnHandshake));

        public void OnSecret(ConnectionView connection, VerifiedSecret secret) => At(nameof(IConnectionSink.OnSecret));

        public void OnInternalError(ConnectionView connection, Exception exception)
        {
            Faults++;
            At(nameof(IConnectionSink.OnInternalError));
        }

        public void OnEnd(ConnectionSummary connection) => At(nameof(IConnectionSink.OnEnd));

        private void At(string here)
        {
            if (here == where) throw Thrown;
        }
    }

    /// <summary>Wants no data, so that connections may rest.</summary>
    private sealed class RestingSink : IConnectionSink
    {
        public ConnectionSummary? Connection { get; private set; }

        public int Faults { get; private set; }

        public int Ends { get; private set; }

        public bool WantsApplicationData(ConnectionView connection) => false;

        public void OnMessage(ConnectionView connection, MessageEntry message) => Connection = connection.Summary;

        public void OnInternalError(ConnectionView connection, Exception exception) => Faults++;

        public void OnEnd(ConnectionSummary connection)
        {
            Ends++;
            Connection = connection;
        }
    }
}
