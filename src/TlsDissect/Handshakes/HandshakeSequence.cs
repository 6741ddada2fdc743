using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>The handshakes of one connection, and the one that each sender is in.</summary>
internal sealed class HandshakeSequence
{
    private readonly Handshake?[] _ofSender = new Handshake?[2];

    /// <summary>The latest handshake; <c>null</c> before the first message.</summary>
    public Handshake? Current { get; private set; }

    /// <summary>Whether a hello or a secret showed which side is the client.</summary>
    public bool HasRoles =>
        Current is { ServerHello: not null } or { ClientHello: not null } or { Retried: true } or { IsFoundByTrial: true } or
        { Number: > 0 };

    /// <summary>Bytes of memory used, including earlier handshakes that a sender is still in.</summary>
    public int Held => (Current?.Held ?? 0) +
        (_ofSender[0] == Current ? 0 : _ofSender[0]?.Held ?? 0) +
        (_ofSender[1] == Current || _ofSender[1] == _ofSender[0] ? 0 : _ofSender[1]?.Held ?? 0);

    /// <summary>The handshake of a sender's last message, otherwise the latest one.</summary>
    public Handshake? Of(Sender sender) => _ofSender[(int)sender] ?? Current;

    /// <summary>Returns the handshake that a message belongs to. A hello may begin a new one.</summary>
    public Handshake For(Sender sender, HandshakeType type)
    {
        Handshake handshake = type switch
        {
            _ when Current is null => Begin(),
            // A renegotiation follows a ServerHello. Before it, a second hello answers a HelloRetryRequest, even if the server's direction
            // is read later.
            HandshakeType.ClientHello
                when Current.ClientHello is null || Current.ServerHello is null || (Current.Retried && !Current.HelloRepeated) => Current,
            HandshakeType.ClientHello => Begin(),
            HandshakeType.ServerHello when Current.ServerHello is null => Current,
            HandshakeType.ServerHello => Begin(),
            _ => Of(sender)!,
        };
        return _ofSender[(int)sender] = handshake;
    }

    /// <summary>Returns the next handshake of a sender whose hello is missing.</summary>
    public Handshake After(Sender sender) => _ofSender[(int)sender] = Current is null || Current == Of(sender) ? Begin() : Current;

    /// <summary>Forgets all handshakes, because the hellos read so far are discarded.</summary>
    public void Forget() => (Current, _ofSender[0], _ofSender[1]) = (null, null, null);

    private Handshake Begin() => Current = new Handshake(Current is null ? 0 : Current.Number + 1);
}
