using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>encrypted_client_hello of a HelloRetryRequest and of EncryptedExtensions (RFC 9849 §5).</summary>
internal static class EchAnswer
{
    private const int ConfirmationLength = 8;

    public static void ReadConfirmation(ref TlsReader data) => data.Read(ConfirmationLength, "confirmation");

    public static void ReadRetryConfigs(ref TlsReader data) => EchConfig.ReadList(ref data, "retry_configs");
}
