using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>The effect of a hello on the roles.</summary>
internal enum RoleVerdict
{
    /// <summary>It agrees with the roles, or is the first to show them.</summary>
    Read,

    /// <summary>It contradicts the roles and is refused.</summary>
    Refused,

    /// <summary>It contradicts the roles, and the hellos before it are discarded.</summary>
    BeginAgain,
}

/// <summary>
/// Decides from the hellos which side is the client. A hello may have been injected, so roles are final only when a ClientHello of one side
/// and a ServerHello of the other agree.
/// </summary>
/// <remarks>
/// Until then, if two hellos contradict each other, the one that makes TCP's client the TLS client wins. That is usual but not certain: in
/// FTP's active mode the server opens the connection (RFC 4217). So the hello that loses is kept, and if the next one agrees with it, these
/// two win. If TCP's start was not captured, the first hello wins.
/// </remarks>
internal sealed class HelloRoles(IHandshakeEvents events, IHandshakeReport report, HandshakeSequence handshakes)
{
    private Kept? _kept;

    /// <summary>A hello that lost against another and may still be the right one.</summary>
    internal sealed record Kept(IDirectionView Direction, byte[] Message, StreamPosition Position);

    /// <summary>Bytes of memory used.</summary>
    public int Held => _kept?.Message.Length ?? 0;

    /// <summary>The sender of a hello; <c>null</c> if it is not a hello.</summary>
    public static Sender? RoleOf(HandshakeType type) => type switch
    {
        HandshakeType.ClientHello => Sender.Client,
        HandshakeType.ServerHello => Sender.Server,
        _ => null,
    };

    /// <summary>
    /// Whether a message in the clear is a hello from the wrong side that may be the right one. A partial hello could swallow the real
    /// messages after it.
    /// </summary>
    public bool MayTurn(IDirectionView direction, HandshakeType type, bool isWhole) =>
        RoleOf(type) is Sender role && role != direction.Sender && handshakes.HasRoles && !Stand && (isWhole || IsAsInTcp(direction, role));

    /// <summary>Judges a hello and, if it is read, sets the roles. <paramref name="whole"/> is empty if the hello is incomplete.</summary>
    public RoleVerdict Judge(in Arrival arrival, HandshakeType type, bool isReadable, ReadOnlySpan<byte> whole)
    {
        IDirectionView direction = arrival.Direction;
        Sender role = RoleOf(type)!.Value;
        bool isOther = role != direction.Sender;
        if (isOther && !isReadable && (handshakes.HasRoles || IsStartSeen)) return RoleVerdict.Refused;
        if (isOther && handshakes.HasRoles)
        {
            if (Stand) return RoleVerdict.Refused;
            if (AgreesWithKept(direction, type) || IsAsInTcp(direction, role)) return RoleVerdict.BeginAgain;
            Keep(arrival, whole);
            return RoleVerdict.Refused;
        }

        if (isOther) events.OnRolesTurned();
        if (Stand) _kept = null;
        else if (IsStartSeen && !IsAsInTcp(direction, role)) Keep(arrival, whole);
        return RoleVerdict.Read;
    }

    /// <summary>
    /// After <see cref="RoleVerdict.BeginAgain"/>: returns the kept hello if the judged one agrees with it. It is no longer a violation.
    /// </summary>
    public Kept? TakeKept(IDirectionView direction, HandshakeType type)
    {
        if (!AgreesWithKept(direction, type)) return null;
        (Kept kept, _kept) = (_kept!, null);
        report.TakeBackViolation(kept.Direction.Sender, ((HandshakeType)kept.Message[0]).RegisteredName(), kept.Position,
            kept.Message.Length - RawHandshake.HeaderSize);
        return kept;
    }

    private bool IsStartSeen => report.SeenStart;

    /// <summary>Whether the roles are final: the hellos of both sides agree, or something was authenticated.</summary>
    private bool Stand =>
        handshakes.Current is { ClientHello: not null, ServerHello: not null } or { ClientHello: not null, Retried: true } or
        { IsFoundByTrial: true } or { Number: > 0 } ||
        events.DirectionOf(Sender.Client).Decrypted > 0 || events.DirectionOf(Sender.Server).Decrypted > 0;

    /// <summary>Whether TCP's client is the TLS client according to this hello.</summary>
    private bool IsAsInTcp(IDirectionView direction, Sender role) => IsStartSeen && (role == Sender.Client) == (direction.Side == 0);

    private bool AgreesWithKept(IDirectionView direction, HandshakeType type) =>
        _kept is var (other, message, _) && other != direction && RoleOf((HandshakeType)message[0]) == 1 - RoleOf(type)!.Value;

    private void Keep(in Arrival arrival, ReadOnlySpan<byte> whole)
    {
        events.OnUnrepeatable();
        if (!whole.IsEmpty) _kept ??= new Kept(arrival.Direction, whole.ToArray(), arrival.Position);
    }
}
