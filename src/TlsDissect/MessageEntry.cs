using TlsDissect.Messages;
using TlsDissect.Messages.Fields;
using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>A handshake message or a change_cipher_spec of a connection.</summary>
public sealed record MessageEntry
{
    /// <summary>The side that sent it.</summary>
    public required Sender From { get; init; }

    /// <summary>
    /// Its RFC name, in lower case with underscores: <c>client_hello</c>, <c>hello_retry_request</c>, <c>change_cipher_spec</c>.
    /// <c>encrypted_handshake</c> if it stays encrypted.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The packet that completed it.</summary>
    public required StreamPosition Position { get; init; }

    /// <summary>
    /// Length of the body in bytes, without the four bytes of the header. 1 for change_cipher_spec; the length of the fragment if it stays
    /// encrypted.
    /// </summary>
    public required int Length { get; init; }

    /// <summary>Whether it was in a protected record.</summary>
    public required bool Protected { get; init; }

    /// <summary>The fault, and its place in the message; <c>null</c> if the message could be parsed.</summary>
    public string? Malformed { get; internal set; }

    /// <summary>The parsed message; <c>null</c> for change_cipher_spec, and if it stays encrypted or is malformed.</summary>
    public HandshakeMessage? Message { get; internal set; }

    /// <summary>
    /// The body as sent, without the four bytes of the header, or its first bytes if it is very long. Only with
    /// <see cref="DissectorOptions.KeepMessages"/>; <c>null</c> if it stays encrypted.
    /// </summary>
    public ReadOnlyMemory<byte>? Body => Kept?.Bytes;

    /// <summary>The body of the message, kept to read its fields.</summary>
    internal MessageBody? Kept { get; set; }

    /// <summary>For a ClientHello, the inner one that it carries, if that was decrypted (RFC 9849); otherwise <c>null</c>.</summary>
    internal ClientHello? InnerHello { get; set; }

    /// <summary>For a Finished, whether its verify_data matches the transcript; <c>null</c> if that could not be computed.</summary>
    public bool? Verified { get; internal set; }

    /// <summary>Number of the handshake in the connection: 0 for the first, 1 for the first renegotiation.</summary>
    public required int Handshake { get; init; }

    /// <summary>
    /// Parses <see cref="Body"/> and returns its fields, in a structure with the message's <see cref="Name"/>. A malformed message has the
    /// fields before the error. <c>null</c> without a body.
    /// </summary>
    public MessageField? ReadFields() => Kept?.ReadFields(Name);
}
