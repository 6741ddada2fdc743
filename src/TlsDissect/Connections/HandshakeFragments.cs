using TlsDissect.Handshake;
using TlsDissect.Protocol;
using TlsDissect.Tcp;

namespace TlsDissect.Connections;

/// <summary>
/// Joins the fragments of handshake messages, those in the clear apart from those under keys: a message does not go on under other keys than it began under
/// (RFC 8446 §5.1), and what is out of its place in the clear is not read.
/// </summary>
internal sealed class HandshakeFragments(DissectorContext context, TlsConnection connection, ConnectionReport report, HandshakeFlows flows)
{
    /// <summary>Whether a message is not read, by what its header says; then it is listed.</summary>
    public bool Refuses(Direction direction, in RawHandshake message, in StreamPosition position, bool isProtected) =>
        Refuse(direction, message.Type, isProtected) is string why && List(direction, message, position, why);

    /// <summary>
    /// Whether a hello is refused by its content. Then it is listed. A second ClientHello must repeat the first one's random, and only one HelloRetryRequest may come.
    /// </summary>
    public bool RefusesHello(Direction direction, in RawHandshake raw, HandshakeMessage? message, in StreamPosition position, bool isProtected)
    {
        if (isProtected || flows.Current is not HandshakeFlow flow) return false;
        return raw.Type switch
        {
            HandshakeType.ClientHello when flow.ClientHello is ClientHello first && !first.Random.AsSpan().SequenceEqual((message as ClientHello)?.Random) => List(direction, raw, position, ClearMessages.OtherHello),
            _ when message is ServerHello { IsHelloRetryRequest: true } && flow.Retried => List(direction, raw, position, ClearMessages.OutOfPlace),
            _ => false,
        };
    }

    /// <summary>Whether a ClientHello in the form of SSL 2.0 is refused. Then it is listed. It can only be the first message of its direction.</summary>
    public bool RefusesSsl2(Direction direction, ReadOnlySpan<byte> message, in StreamPosition position)
    {
        if (Refuse(direction, HandshakeType.ClientHello, isProtected: false) is not string why) return false;
        report.OnViolation(new ViolationEntry(connection.SenderOf(direction), HandshakeType.ClientHello.RegisteredName(), message.Length, position, why));
        return true;
    }

    private string? Refuse(Direction direction, HandshakeType type, bool isProtected)
    {
        Sender sender = connection.SenderOf(direction);
        if (type is HandshakeType.ClientHello or HandshakeType.ServerHello)
        {
            Sender role = type == HandshakeType.ClientHello ? Sender.Client : Sender.Server;
            if (role != sender && flows.HasRoles) return ClearMessages.OtherRole;
            sender = role;
        }

        HandshakeFlow? flow = flows.Of(sender);
        // TLS 1.3 does not renegotiate: a hello under its keys would begin a handshake in the clear again.
        if (isProtected) return flow is { IsTls13: true } && type is (HandshakeType.ClientHello or HandshakeType.ServerHello) ? ClearMessages.OutOfPlace : null;
        string? why = ClearMessages.Refuse(direction, sender, flow, type);
        return why ?? (ClearMessages.IsBeforeHello(sender, flow, type) && IsWhole(direction) ? ClearMessages.OutOfPlace : null);
    }

    /// <summary>The joiner for a fragment; <c>null</c> if the fragment is refused.</summary>
    public HandshakeJoiner? Admit(Direction direction, ReadOnlySpan<byte> fragment, in StreamPosition position, bool isProtected)
    {
        Sender sender = connection.SenderOf(direction);
        int keys = isProtected ? direction.KeyChanges : 0;
        bool goesOn = direction.Joiner is { HasPartial: true } && direction.JoinedUnder == keys;
        HandshakeType type = fragment.IsEmpty ? default : (HandshakeType)fragment[0];
        string? why = isProtected ? null
            : ClearMessages.IsOver(direction, sender, flows.Of(sender)) ? ClearMessages.AfterKeys
            : goesOn || fragment.IsEmpty ? null : Refuse(direction, type, isProtected);
        if (why is not null)
        {
            report.OnViolation(new ViolationEntry(sender, type.RegisteredName(), fragment.Length, position, why));
            return null;
        }

        HandshakeJoiner joiner = direction.Joiner ??= new HandshakeJoiner(context.Options.Handshake.MaxMessageLength);
        if (joiner.HasPartial && !goesOn)
        {
            string name = joiner.TryTakeCut(out RawHandshake begun) ? begun.Type.RegisteredName() : "handshake";
            report.OnViolation(new ViolationEntry(sender, name, begun.Bytes.Length, position, ClearMessages.AcrossKeys));
            joiner.Reset();
        }

        direction.JoinedUnder = keys;
        return joiner;
    }

    /// <summary>Whether a change_cipher_spec in the clear is refused, because its sender cannot have keys yet. Then it is listed.</summary>
    public bool RefusesKeyChange(Direction direction, HandshakeFlow flow, int length, in StreamPosition position)
    {
        Sender sender = connection.SenderOf(direction);
        if (!ClearMessages.IsTooEarlyForKeys(flow, sender) || !IsWhole(direction)) return false;
        report.OnViolation(new ViolationEntry(sender, HandshakeNames.ChangeCipherSpec, length, position, ClearMessages.OutOfPlace));
        return true;
    }

    /// <summary>Whether application data is refused, because its sender cannot have keys yet. Then it is listed.</summary>
    public bool RefusesData(Direction direction, int length, in StreamPosition position)
    {
        Sender sender = connection.SenderOf(direction);
        if (!ClearMessages.IsTooEarlyForData(flows.Current, sender) || !IsWhole(direction)) return false;
        report.OnViolation(new ViolationEntry(sender, "application_data", length, position, ClearMessages.BeforeKeys));
        return true;
    }

    /// <summary>Whether all of the connection was captured so far. What follows from that cannot be read again later, when it may be so no more.</summary>
    private bool IsWhole(Direction direction)
    {
        if (direction.Lost is not null || report.Summary.Tcp is not { SeenStart: true, MissingBytes: 0 }) return false;
        connection.StayAwake();
        return true;
    }

    private bool List(Direction direction, in RawHandshake message, in StreamPosition position, string why)
    {
        report.OnViolation(new ViolationEntry(connection.SenderOf(direction), message.Type.RegisteredName(), message.Length, position, why));
        return true;
    }
}
