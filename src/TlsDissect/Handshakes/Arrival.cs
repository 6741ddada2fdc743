using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>How a message, or a part of one, came.</summary>
/// <param name="Direction">In which direction.</param>
/// <param name="Position">With which packet.</param>
/// <param name="IsProtected">Whether under keys.</param>
internal readonly record struct Arrival(IDirectionView Direction, StreamPosition Position, bool IsProtected)
{
    /// <summary>Who sent it, as far as is known now.</summary>
    public Sender Sender => Direction.Sender;

    /// <summary>It is not read.</summary>
    public ViolationEntry Violation(string name, int length, string why) => new(Sender, name, length, Position, why);

    /// <summary>A handshake message that is not read.</summary>
    public ViolationEntry Violation(in RawHandshake raw, string why) => Violation(raw.Type.RegisteredName(), raw.Length, why);

    /// <summary>It is listed: a handshake message.</summary>
    public MessageEntry Entry(Handshake handshake, in RawHandshake raw, HandshakeMessage? message, string? malformed) =>
        Entry(handshake, HandshakeNames.Name(raw.Type, message), raw.Length, message, malformed);

    /// <summary>It is listed: something that has its own name.</summary>
    public MessageEntry Entry(Handshake handshake, string name, int length, HandshakeMessage? message = null, string? malformed = null) => new()
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
