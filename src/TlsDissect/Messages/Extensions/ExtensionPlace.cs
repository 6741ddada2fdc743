namespace TlsDissect.Messages.Extensions;

/// <summary>The message that a list of extensions is in. The form of an extension depends on it.</summary>
internal enum ExtensionPlace
{
    /// <summary>ClientHello.</summary>
    ClientHello,

    /// <summary>ServerHello or EncryptedExtensions: the same answer has the same form in both.</summary>
    Server,

    /// <summary>HelloRetryRequest.</summary>
    HelloRetryRequest,

    /// <summary>An entry of a Certificate.</summary>
    Certificate,

    /// <summary>CertificateRequest.</summary>
    CertificateRequest,

    /// <summary>NewSessionTicket.</summary>
    NewSessionTicket,
}
