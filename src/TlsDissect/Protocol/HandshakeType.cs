namespace TlsDissect.Protocol;

/// <summary>TLS HandshakeType (IANA registry). Open.</summary>
public enum HandshakeType : byte
{
    /// <summary>hello_request (RFC 5246 §7.4.1.1).</summary>
    HelloRequest = 0,

    /// <summary>client_hello.</summary>
    ClientHello = 1,

    /// <summary>server_hello.</summary>
    ServerHello = 2,
}
