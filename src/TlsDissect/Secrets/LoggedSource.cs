using TlsDissect.Keys;

namespace TlsDissect.Secrets;

/// <summary>The source of a logged secret.</summary>
internal static class LoggedSource
{
    public static SecretSource Of(in KeyLogEntry entry) => entry switch
    {
        { FromTrailer: true } => SecretSource.F5Trailer,
        { FromSecretsBlock: true } => SecretSource.SecretsBlock,
        _ => SecretSource.KeyLog,
    };
}
