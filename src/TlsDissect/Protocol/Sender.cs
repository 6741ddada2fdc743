namespace TlsDissect.Protocol;

/// <summary>A side of a connection, as the sender of something.</summary>
public enum Sender
{
    /// <summary>The TLS client: the side that sends the ClientHello.</summary>
    Client = 0,

    /// <summary>The TLS server: the side that sends the ServerHello.</summary>
    Server = 1,
}
