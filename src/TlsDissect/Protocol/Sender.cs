namespace TlsDissect.Protocol;

/// <summary>Which side of a connection sent something. Its number indexes pairs of things kept per direction.</summary>
public enum Sender
{
    /// <summary>The side that sends, or would send, the ClientHello.</summary>
    Client = 0,

    /// <summary>The side that answers it.</summary>
    Server = 1,
}
