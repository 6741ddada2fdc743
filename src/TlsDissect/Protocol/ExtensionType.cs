namespace TlsDissect.Protocol;

/// <summary>TLS ExtensionType (IANA registry). Open.</summary>
public enum ExtensionType : ushort
{
    /// <summary>server_name.</summary>
    ServerName = 0,
}
