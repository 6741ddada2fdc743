using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>How a message, or a part of one, arrived: in which direction, with which packet, and whether under keys.</summary>
internal readonly record struct Arrival(IDirectionView Direction, StreamPosition Position, bool IsProtected)
{
    /// <summary>message_seq of a message of DTLS (RFC 6347 §4.2.2); <c>null</c> on a stream.</summary>
    public int? Sequence { get; init; }

    /// <summary>Its sender, as far as is known now.</summary>
    public Sender Sender => Direction.Sender;

    /// <summary>Creates an entry for a violation, which is not read.</summary>
    public ViolationEntry Violation(string name, int length, string why) => new(Sender, name, length, Position, why);

    /// <summary>Creates an entry for a handshake message that is not read.</summary>
    public ViolationEntry Violation(in RawHandshake raw, string why) => Violation(raw.Type.RegisteredName(), raw.Length, why);

    /// <summary>Creates an entry for a handshake message.</summary>
    public MessageEntry Entry(Handshake handshake, in RawHandshake raw, HandshakeMessage? message, string? malformed) =>
        Entry(handshake, HandshakeNames.Name(raw.Type, message), raw.Length, message, malformed);

    /// <summary>Creates an entry with a name of its own.</summary>
    public MessageEntry Entry(Handshake handshake, string name, int length, HandshakeMessage? message = null, string? malformed = null) =>
        new()
        {
            From = Sender,
            Name = name,
            Position = Position,
            Length = length,
            Protected = IsProtected,
            Malformed = malformed ?? message?.Malformed,
            Message = message,
            Handshake = handshake.Number,
        };
}
