using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>Messages' RFC names, as in <c>client_hello</c>.</summary>
internal static class HandshakeNames
{
    /// <summary>change_cipher_spec stands among the messages, though it is none.</summary>
    public const string ChangeCipherSpec = "change_cipher_spec";

    /// <summary>A message that could not be decrypted.</summary>
    public const string Encrypted = "encrypted_handshake";

    /// <summary>The name of a type, or of what a message turned out to be: a HelloRetryRequest has the type of a ServerHello.</summary>
    public static string Name(HandshakeType type, HandshakeMessage? message) =>
        message is ServerHello { IsHelloRetryRequest: true } ? HandshakeType.HelloRetryRequest.RegisteredName() : type.RegisteredName();
}
