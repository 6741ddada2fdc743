using TlsDissect.Keys;

namespace TlsDissect;

/// <summary>The source of a secret in the form of a key log line.</summary>
internal static class LoggedSource
{
    /// <summary>The capture's secrets blocks, as a sentence names them.</summary>
    public const string Block = "the capture's secrets block";

    /// <summary>The source as a value.</summary>
    public static SecretSource Of(in KeyLogEntry entry) => entry switch
    {
        { FromTrailer: true } => SecretSource.F5Trailer,
        { FromSecretsBlock: true } => SecretSource.SecretsBlock,
        _ => SecretSource.KeyLog,
    };

    /// <summary>The source as a sentence names it.</summary>
    public static string Name(SecretSource? source) => source switch
    {
        SecretSource.F5Trailer => "the packets' trailers",
        SecretSource.SecretsBlock => Block,
        _ => "the key log",
    };
}
