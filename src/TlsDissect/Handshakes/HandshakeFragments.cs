using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>
/// Joins the fragments of handshake messages. A message does not continue under other keys than it began under (RFC 8446 §5.1). A message
/// in the clear that is out of place is not read.
/// </summary>
internal sealed class HandshakeFragments(HandshakeServices services, IHandshakeEvents events, IHandshakeReport report,
    HandshakeSequence handshakes) : IDisposable
{
    private Joined? _joined0;
    private Joined? _joined1;

    /// <summary>The partial message of a direction.</summary>
    internal sealed class Joined(int maxMessageLength)
    {
        public HandshakeJoiner Joiner { get; } = new(maxMessageLength);

        /// <summary>The value of <see cref="IDirectionView.KeyChanges"/> when the present message began; 0 in the clear.</summary>
        public int Under { get; set; }

        /// <summary>The packet that the present message began in.</summary>
        public StreamPosition At { get; set; }
    }

    /// <summary>Decides which side is the client.</summary>
    public HelloRoles Roles { get; } = new(events, report, handshakes);

    /// <summary>Bytes of memory used.</summary>
    public int Held => Roles.Held + (_joined0?.Joiner.Held ?? 0) + (_joined1?.Joiner.Held ?? 0);

    /// <summary>Whether a message has begun and not ended.</summary>
    public bool HasPartial => _joined0 is { Joiner.HasPartial: true } || _joined1 is { Joiner.HasPartial: true };

    /// <summary>The partial message of a direction; <c>null</c> before the first fragment.</summary>
    public Joined? Of(IDirectionView direction) => direction.Side == 0 ? _joined0 : _joined1;

    /// <summary>Whether a message is refused by its header. If so, it is listed.</summary>
    public bool Refuses(in Arrival arrival, in RawHandshake message) =>
        Refuse(arrival, message.Type, message.Length == message.Body.Length) is string why && List(arrival, message, why);

    /// <summary>
    /// Whether a hello is refused by its content. If so, it is listed. A second ClientHello must repeat the first one's random or have
    /// the cookie of a HelloVerifyRequest, which may be missing, and only one HelloRetryRequest may come.
    /// </summary>
    public bool RefusesHello(in Arrival arrival, in RawHandshake raw, HandshakeMessage? message)
    {
        if (arrival.IsProtected || handshakes.Current is not Handshake handshake) return false;
        return raw.Type switch
        {
            HandshakeType.ClientHello
                when handshake.ClientHello is ClientHello first &&
                    (message is not ClientHello later || !(Repeats(first, later) || Answers(arrival, handshake, later))) =>
                    List(arrival, raw, ClearMessages.OtherHello),
            HandshakeType.ClientHello when handshake.HelloRepeated =>
                RetryRequests.Keep(handshake, arrival, raw, message!, services.KeptBody(raw, default), report),
            _ when message is ServerHello { IsHelloRetryRequest: true } && handshake.Retried =>
                RetryRequests.Keep(handshake, arrival, raw, message, services.KeptBody(raw, default), report),
            _ when message is ServerHello { IsHelloRetryRequest: false } hello && RetryRequests.IsContradictedBy(handshake, hello) =>
                List(arrival, raw, ClearMessages.OutOfPlace),
            _ => false,
        };
    }

    private static bool Answers(in Arrival arrival, Handshake handshake, ClientHello later) =>
        handshake.AwaitsOtherHello || handshake.IsAnsweredBy(later) || (arrival.Sequence > 0 && handshake.MayMissRequestOf(later));

    private static bool Repeats(ClientHello first, ClientHello later) => first.Random.Span.SequenceEqual(later.Random.Span);

    /// <summary>
    /// Whether a ClientHello in the form of SSL 2.0 is refused. If so, it is listed. It can only be the first message of its direction.
    /// </summary>
    public bool RefusesSsl2(in Arrival arrival, ReadOnlySpan<byte> message) =>
        Refuse(arrival, HandshakeType.ClientHello, isWhole: false) is string why &&
            List(arrival, HandshakeType.ClientHello.RegisteredName(), message.Length, why);

    private string? Refuse(in Arrival arrival, HandshakeType type, bool isWhole)
    {
        (IDirectionView direction, Sender sender) = (arrival.Direction, arrival.Sender);
        if (HelloRoles.RoleOf(type) is Sender role)
        {
            if (role != sender && handshakes.HasRoles)
                return !arrival.IsProtected && Roles.MayTurn(direction, type, isWhole) ? null : ClearMessages.OtherRole;
            sender = role;
        }

        Handshake? handshake = handshakes.Of(sender);
        // TLS 1.3 does not renegotiate. A hello under its keys would begin a handshake in the clear again.
        if (arrival.IsProtected)
            return handshake is { IsTls13: true } && type is (HandshakeType.ClientHello or HandshakeType.ServerHello)
                ? ClearMessages.OutOfPlace
                : null;
        // Only DTLS has it, and TLS 1.3 asks with a HelloRetryRequest.
        if (type == HandshakeType.HelloVerifyRequest && arrival.Sequence is not null)
            return handshake is null or { ServerHello: null, Retried: false } ? null : ClearMessages.OutOfPlace;
        string? why = ClearMessages.Refuse(direction, sender, handshake, type);
        bool isTooEarly = ClearMessages.IsBeforeHello(sender, handshake, type) ||
            ClearMessages.IsBeforeKeyExchange(sender, handshake, type);
        return why ?? (isTooEarly && IsWhole(direction) ? ClearMessages.OutOfPlace : null);
    }

    /// <summary>Returns the joiner for a fragment; <c>null</c> if the fragment is refused.</summary>
    public HandshakeJoiner? Admit(in Arrival arrival, ReadOnlySpan<byte> fragment)
    {
        (IDirectionView direction, bool isProtected) = (arrival.Direction, arrival.IsProtected);
        Joined joined = (direction.Side == 0 ? ref _joined0 : ref _joined1) ??= new Joined(services.Options.Handshake.MaxMessageLength);
        int keys = isProtected ? direction.KeyChanges : 0;
        bool goesOn = joined.Joiner.HasPartial && joined.Under == keys;
        if (goesOn && !isProtected && EndsPartial(arrival, joined, fragment)) goesOn = false;
        HandshakeType type = goesOn ? joined.Joiner.PartialType : fragment.IsEmpty ? default : (HandshakeType)fragment[0];
        bool isWhole = !goesOn && RawHandshake.StartsWhole(fragment);
        string? why = isProtected || Roles.MayTurn(direction, type, isWhole) ? null
            : ClearMessages.IsOver(direction, arrival.Sender, handshakes.Of(arrival.Sender)) ? ClearMessages.AfterKeys
            : goesOn || fragment.IsEmpty ? null : Refuse(arrival, type, isWhole);
        if (why is not null)
        {
            List(arrival, type.RegisteredName(), fragment.Length, why);
            return null;
        }

        if (!goesOn)
        {
            EndPartial(direction);
            joined.At = arrival.Position;
        }

        joined.Under = keys;
        return joined.Joiner;
    }

    /// <summary>
    /// Whether a change_cipher_spec in the clear is refused, because its sender cannot have keys yet. If so, it is listed.
    /// </summary>
    public bool RefusesKeyChange(in Arrival arrival, Handshake handshake, int length) =>
        ClearMessages.IsTooEarlyForKeys(handshake, arrival.Sender) && IsWhole(arrival.Direction) &&
            List(arrival, HandshakeNames.ChangeCipherSpec, length, ClearMessages.OutOfPlace);

    /// <summary>Whether application data is refused, because its sender cannot have keys yet. If so, it is listed.</summary>
    public bool RefusesData(in Arrival arrival, int length) =>
        (ClearMessages.IsTooEarlyForData(handshakes.Current, arrival.Sender) || IsBeforeOwnHello(arrival.Direction)) &&
            IsWhole(arrival.Direction) &&
        List(arrival, "application_data", length, ClearMessages.BeforeKeys);

    /// <summary>
    /// Whether an alert or heartbeat in the clear is refused. If so, it is listed. A server may refuse a hello with an alert alone; no
    /// heartbeat comes before keys, and neither comes after records are protected.
    /// </summary>
    public bool RefusesOther(in Arrival arrival, ContentType type, int length)
    {
        (IDirectionView direction, Sender sender) = (arrival.Direction, arrival.Sender);
        string name = type == ContentType.Alert ? "alert" : "heartbeat";
        if (ClearMessages.IsOver(direction, sender, handshakes.Of(sender), type))
            return List(arrival, name, length, ClearMessages.AfterKeys);
        bool isTooEarly = type == ContentType.Heartbeat || (sender == Sender.Client && IsBeforeOwnHello(direction));
        return isTooEarly && IsWhole(direction) && List(arrival, name, length, ClearMessages.BeforeKeys);
    }

    /// <summary>Whether the hello of a direction is still to come, although the direction was captured from its first byte.</summary>
    private bool IsBeforeOwnHello(IDirectionView direction) =>
        handshakes.Current is null or { IsFoundByTrial: false } &&
            !(handshakes.Current?.ClearPlaces[(int)direction.Sender] >= ClearPlace.Hello) && events.IsStartSeen(direction.Side);

    /// <summary>
    /// Whether the partial message is discarded, because a whole hello or a record of whole messages comes instead of its rest. Then the
    /// part was injected. If the fragment can be its rest, the message ends with it.
    /// </summary>
    private bool EndsPartial(in Arrival arrival, Joined joined, ReadOnlySpan<byte> fragment)
    {
        if (joined.Joiner.Missing == fragment.Length ||
            !(StartsWithHello(fragment) || ClearMessages.IsOfWholeMessages(arrival.Sender, fragment))) return false;
        events.OnUnrepeatable();
        DropPartial(arrival.Sender, joined, ClearMessages.NotContinued);
        return true;
    }

    private static bool StartsWithHello(ReadOnlySpan<byte> fragment)
    {
        if (!RawHandshake.StartsWhole(fragment)) return false;
        RawHandshake hello = RawHandshake.First(fragment);
        return HelloRoles.RoleOf(hello.Type) is not null && HandshakeParser.Parse(hello.Type, hello.Body, default, out _) is not null;
    }

    /// <summary>Ends a partial message in the clear, because the keys change.</summary>
    public void EndPartial(IDirectionView direction)
    {
        if (Of(direction) is { Joiner.HasPartial: true } joined) DropPartial(direction.Sender, joined, ClearMessages.AcrossKeys);
    }

    private void DropPartial(Sender sender, Joined joined, string why)
    {
        report.OnViolation(
            new ViolationEntry(sender, joined.Joiner.PartialType.RegisteredName(), joined.Joiner.PartialLength, joined.At, why));
        joined.Joiner.Reset();
    }

    /// <summary>
    /// Whether the connection was captured from its start and without a gap so far. Decisions that depend on it cannot be repeated later.
    /// </summary>
    public bool IsWhole(IDirectionView direction)
    {
        if (direction.Lost is not null || report is not { SeenStart: true, MissingBytes: 0 }) return false;
        events.OnUnrepeatable();
        return true;
    }

    /// <summary>Lists a message that is not read. Returns <c>true</c>.</summary>
    public bool List(in Arrival arrival, in RawHandshake message, string why) =>
        List(arrival, message.Type.RegisteredName(), message.Length, why);

    private bool List(in Arrival arrival, string name, int length, string why)
    {
        report.OnViolation(arrival.Violation(name, length, why));
        return true;
    }

    public void Dispose()
    {
        _joined0?.Joiner.Dispose();
        _joined1?.Joiner.Dispose();
    }
}
