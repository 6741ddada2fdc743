using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>Reads the fields of extension_data, so that they are recorded. It keeps none of them.</summary>
/// <param name="data">A reader of the extension's data.</param>
internal delegate void ExtensionReader(ref TlsReader data);

/// <summary>
/// The forms of an extension's data, one for each message that may have it. <c>null</c> where it is not allowed or not known, and where
/// the message parses it itself.
/// </summary>
internal sealed record ExtensionForm
{
    /// <summary>In a ClientHello.</summary>
    public ExtensionReader? ClientHello { get; init; }

    /// <summary>In the server's answer: a ServerHello or EncryptedExtensions.</summary>
    public ExtensionReader? Server { get; init; }

    /// <summary>In a HelloRetryRequest.</summary>
    public ExtensionReader? HelloRetryRequest { get; init; }

    /// <summary>In an entry of a Certificate.</summary>
    public ExtensionReader? Certificate { get; init; }

    /// <summary>In a CertificateRequest.</summary>
    public ExtensionReader? CertificateRequest { get; init; }

    /// <summary>In a NewSessionTicket.</summary>
    public ExtensionReader? NewSessionTicket { get; init; }

    /// <summary>Returns the form in a message.</summary>
    public ExtensionReader? In(ExtensionPlace place) => place switch
    {
        ExtensionPlace.ClientHello => ClientHello,
        ExtensionPlace.Server => Server,
        ExtensionPlace.HelloRetryRequest => HelloRetryRequest,
        ExtensionPlace.Certificate => Certificate,
        ExtensionPlace.CertificateRequest => CertificateRequest,
        ExtensionPlace.NewSessionTicket => NewSessionTicket,
        _ => null,
    };
}
