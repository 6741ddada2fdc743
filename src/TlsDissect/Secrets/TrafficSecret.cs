using TlsDissect.Keys;

namespace TlsDissect.Secrets;

/// <summary>A TLS 1.3 traffic secret and how it was come by.</summary>
/// <param name="Secret">As long as the suite's hash.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Name">The key log, or the identity of the pre-shared key.</param>
internal readonly record struct TrafficSecret(byte[] Secret, SecretSource Source, string? Name)
{
    public static TrafficSecret From(in KeyLogEntry logged) =>
        new(logged.Secret, logged.FromSecretsBlock ? SecretSource.SecretsBlock : SecretSource.KeyLog, logged.Source);
}
