using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>RFC names of messages, as in <c>client_hello</c>.</summary>
internal static class HandshakeNames
{
    /// <summary>change_cipher_spec is listed with the messages, although it is not one.</summary>
    public const string ChangeCipherSpec = "change_cipher_spec";

    /// <summary>Name of a message that could not be decrypted.</summary>
    public const string Encrypted = "encrypted_handshake";

    /// <summary>
    /// The name of a message by its type or, if it was parsed, its content: a HelloRetryRequest has the type of a ServerHello.
    /// </summary>
    public static string Name(HandshakeType type, HandshakeMessage? message) =>
        message is ServerHello { IsHelloRetryRequest: true } ? HandshakeType.HelloRetryRequest.RegisteredName() : type.RegisteredName();
}
