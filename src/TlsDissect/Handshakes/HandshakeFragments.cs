using TlsDissect.Connections;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>
/// Joins the fragments of handshake messages, those in the clear apart from those under keys: a message does not go on under other keys than it began under
/// (RFC 8446 §5.1), and what is out of its place in the clear is not read.
/// </summary>
internal sealed class HandshakeFragments(DissectorContext context, TlsConnection connection, ConnectionReport report, HandshakeSequence handshakes)
{
    /// <summary>Who is who.</summary>
    public HelloRoles Roles { get; } = new(connection, report, handshakes);

    /// <summary>Whether a message is not read, by what its header says; then it is listed.</summary>
    public bool Refuses(Direction direction, in RawHandshake message, in StreamPosition position, bool isProtected) =>
        Refuse(direction, message.Type, message.Length == message.Body.Length, isProtected) is string why && List(direction, message, position, why);

    /// <summary>
    /// Whether a hello is refused by its content. Then it is listed. A second ClientHello must repeat the first one's random, and only one HelloRetryRequest may come.
    /// </summary>
    public bool RefusesHello(Direction direction, in RawHandshake raw, HandshakeMessage? message, in StreamPosition position, bool isProtected)
    {
        if (isProtected || handshakes.Current is not Handshake handshake) return false;
        return raw.Type switch
        {
            HandshakeType.ClientHello when handshake.ClientHello is ClientHello first && !first.Random.AsSpan().SequenceEqual((message as ClientHello)?.Random) => List(direction, raw, position, ClearMessages.OtherHello),
            HandshakeType.ClientHello when handshake.HelloRepeated => RetryRequests.Keep(handshake, Sender.Client, raw, message!, position, report),
            _ when message is ServerHello { IsHelloRetryRequest: true } && handshake.Retried => RetryRequests.Keep(handshake, Sender.Server, raw, message, position, report),
            _ when message is ServerHello { IsHelloRetryRequest: false } hello && RetryRequests.IsContradictedBy(handshake, hello) => List(direction, raw, position, ClearMessages.OutOfPlace),
            _ => false,
        };
    }

    /// <summary>Whether a ClientHello in the form of SSL 2.0 is refused. Then it is listed. It can only be the first message of its direction.</summary>
    public bool RefusesSsl2(Direction direction, ReadOnlySpan<byte> message, in StreamPosition position)
    {
        string? why = Refuse(direction, HandshakeType.ClientHello, isWhole: false, isProtected: false);
        if (why is null) return false;
        report.OnViolation(new ViolationEntry(connection.SenderOf(direction), HandshakeType.ClientHello.RegisteredName(), message.Length, position, why));
        return true;
    }

    private string? Refuse(Direction direction, HandshakeType type, bool isWhole, bool isProtected)
    {
        Sender sender = connection.SenderOf(direction);
        if (HelloRoles.RoleOf(type) is Sender role)
        {
            if (role != sender && handshakes.HasRoles) return !isProtected && Roles.MayTurn(direction, type, isWhole) ? null : ClearMessages.OtherRole;
            sender = role;
        }

        Handshake? handshake = handshakes.Of(sender);
        // TLS 1.3 does not renegotiate: a hello under its keys would begin a handshake in the clear again.
        if (isProtected) return handshake is { IsTls13: true } && type is (HandshakeType.ClientHello or HandshakeType.ServerHello) ? ClearMessages.OutOfPlace : null;
        string? why = ClearMessages.Refuse(direction, sender, handshake, type);
        bool isTooEarly = ClearMessages.IsBeforeHello(sender, handshake, type) || ClearMessages.IsBeforeKeyExchange(sender, handshake, type);
        return why ?? (isTooEarly && IsWhole(direction) ? ClearMessages.OutOfPlace : null);
    }

    /// <summary>The joiner for a fragment; <c>null</c> if the fragment is refused.</summary>
    public HandshakeJoiner? Admit(Direction direction, ReadOnlySpan<byte> fragment, in StreamPosition position, bool isProtected)
    {
        Sender sender = connection.SenderOf(direction);
        int keys = isProtected ? direction.KeyChanges : 0;
        bool goesOn = direction.Joiner is { HasPartial: true } && direction.JoinedUnder == keys;
        if (goesOn && !isProtected && EndsPartial(direction, fragment)) goesOn = false;
        HandshakeType type = goesOn ? direction.Joiner!.PartialType : fragment.IsEmpty ? default : (HandshakeType)fragment[0];
        bool isWhole = !goesOn && RawHandshake.StartsWhole(fragment);
        string? why = isProtected || Roles.MayTurn(direction, type, isWhole) ? null
            : ClearMessages.IsOver(direction, sender, handshakes.Of(sender)) ? ClearMessages.AfterKeys
            : goesOn || fragment.IsEmpty ? null : Refuse(direction, type, isWhole, isProtected);
        if (why is not null)
        {
            report.OnViolation(new ViolationEntry(sender, type.RegisteredName(), fragment.Length, position, why));
            return null;
        }

        HandshakeJoiner joiner = direction.Joiner ??= new HandshakeJoiner(context.Options.Handshake.MaxMessageLength);
        if (!goesOn)
        {
            EndPartial(direction);
            direction.JoinedAt = position;
        }


        direction.JoinedUnder = keys;
        return joiner;
    }

    /// <summary>Whether a change_cipher_spec in the clear is refused, because its sender cannot have keys yet. Then it is listed.</summary>
    public bool RefusesKeyChange(Direction direction, Handshake handshake, int length, in StreamPosition position)
    {
        Sender sender = connection.SenderOf(direction);
        if (!ClearMessages.IsTooEarlyForKeys(handshake, sender) || !IsWhole(direction)) return false;
        report.OnViolation(new ViolationEntry(sender, HandshakeNames.ChangeCipherSpec, length, position, ClearMessages.OutOfPlace));
        return true;
    }

    /// <summary>Whether application data is refused, because its sender cannot have keys yet. Then it is listed.</summary>
    public bool RefusesData(Direction direction, int length, in StreamPosition position)
    {
        Sender sender = connection.SenderOf(direction);
        if (!(ClearMessages.IsTooEarlyForData(handshakes.Current, sender) || IsBeforeOwnHello(direction)) || !IsWhole(direction)) return false;
        report.OnViolation(new ViolationEntry(sender, "application_data", length, position, ClearMessages.BeforeKeys));
        return true;
    }

    /// <summary>Whether an alert or heartbeat in the clear is not believed; then it is listed. A server may refuse a hello with an alert alone; no heartbeat comes before keys.</summary>
    public bool RefusesOther(Direction direction, ContentType type, int length, in StreamPosition position)
    {
        Sender sender = connection.SenderOf(direction);
        bool isTooEarly = type == ContentType.Heartbeat || (sender == Sender.Client && IsBeforeOwnHello(direction));
        if (!isTooEarly || !IsWhole(direction)) return false;
        report.OnViolation(new ViolationEntry(sender, type == ContentType.Alert ? "alert" : "heartbeat", length, position, ClearMessages.BeforeKeys));
        return true;
    }

    /// <summary>Whether a direction's hello is still to come, although it was captured from its first byte on.</summary>
    private bool IsBeforeOwnHello(Direction direction) =>
        handshakes.Current is null or { IsFoundByTrial: false } && !(handshakes.Current?.ClearPlaces[(int)connection.SenderOf(direction)] >= ClearMessages.Hello) && connection.IsStartSeen(direction);

    /// <summary>
    /// Whether what was joined so far is given up, as a whole hello comes and not its rest, or a record of nothing but whole messages: part of a message was put in front of the true
    /// one. Where that is the rest, the message ends with it.
    /// </summary>
    private bool EndsPartial(Direction direction, ReadOnlySpan<byte> fragment)
    {
        HandshakeJoiner joiner = direction.Joiner!;
        if (joiner.Missing == fragment.Length || !(StartsWithHello(fragment) || ClearMessages.IsOfWholeMessages(connection.SenderOf(direction), fragment))) return false;
        connection.StayRestored();
        report.OnViolation(new ViolationEntry(connection.SenderOf(direction), joiner.PartialType.RegisteredName(), joiner.PartialLength, direction.JoinedAt, ClearMessages.NotContinued));
        joiner.Reset();
        return true;
    }

    private static bool StartsWithHello(ReadOnlySpan<byte> fragment)
    {
        if (!RawHandshake.StartsWhole(fragment)) return false;
        RawHandshake hello = RawHandshake.First(fragment);
        return HelloRoles.RoleOf(hello.Type) is not null && HandshakeParser.Parse(hello.Type, hello.Body, default, out _) is not null;
    }

    /// <summary>The keys change: what was joined so far in the clear does not go on.</summary>
    public void EndPartial(Direction direction)
    {
        if (direction.Joiner is not { HasPartial: true } joiner) return;
        report.OnViolation(new ViolationEntry(connection.SenderOf(direction), joiner.PartialType.RegisteredName(), joiner.PartialLength, direction.JoinedAt, ClearMessages.AcrossKeys));
        joiner.Reset();
    }

    /// <summary>Whether all of the connection was captured so far. What follows from that cannot be read again later, when it may be so no more.</summary>
    public bool IsWhole(Direction direction)
    {
        if (direction.Lost is not null || report.Summary.Tcp is not { SeenStart: true, MissingBytes: 0 }) return false;
        connection.StayRestored();
        return true;
    }

    /// <summary>Lists a message that is not read; <c>true</c>.</summary>
    public bool List(Direction direction, in RawHandshake message, in StreamPosition position, string why)
    {
        report.OnViolation(new ViolationEntry(connection.SenderOf(direction), message.Type.RegisteredName(), message.Length, position, why));
        return true;
    }
}
