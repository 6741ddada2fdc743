using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>One line of a connection's handshake: a handshake message or a change_cipher_spec.</summary>
public sealed record MessageEntry
{
    /// <summary>Who sent it.</summary>
    public required Sender From { get; init; }

    /// <summary>
    /// Its RFC name, in lower case with underscores: <c>client_hello</c>, <c>hello_retry_request</c>, <c>change_cipher_spec</c>,
    /// <c>encrypted_handshake</c> where it could not be decrypted.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The packet that completed it.</summary>
    public required StreamPosition Position { get; init; }

    /// <summary>The body's length in bytes, without the four bytes of the header; 1 for change_cipher_spec; the fragment's for what stayed encrypted.</summary>
    public required int Length { get; init; }

    /// <summary>Whether it came inside a protected record.</summary>
    public required bool Protected { get; init; }

    /// <summary>What is wrong and where, where it could not be parsed.</summary>
    public string? Malformed { get; internal set; }

    /// <summary>The parsed message; <c>null</c> for change_cipher_spec, what stayed encrypted and what could not be parsed.</summary>
    public HandshakeMessage? Message { get; internal set; }

    /// <summary>For a Finished: whether its verify_data fits the transcript; <c>null</c> where that could not be computed.</summary>
    public bool? Verified { get; internal set; }

    /// <summary>Which handshake of the connection it belongs to, from 0: renegotiations count up.</summary>
    public required int Handshake { get; init; }
}
