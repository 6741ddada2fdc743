using TlsDissect.Keys;

namespace TlsDissect.Secrets;

/// <summary>Where the secrets of key logs came from.</summary>
internal static class LoggedSource
{
    public static SecretSource Of(in KeyLogEntry entry) => entry.FromSecretsBlock ? SecretSource.SecretsBlock : SecretSource.KeyLog;
}
