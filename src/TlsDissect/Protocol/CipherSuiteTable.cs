namespace TlsDissect.Protocol;

/// <summary>
/// Every registered cipher suite and the unregistered ones that were deployed, in ascending order. The rows are in the other parts of this
/// class, by range. If two numbers share a name, the abandoned one has the prefix <c>OLD_</c>.
/// </summary>
internal static partial class CipherSuiteTable
{
    public static readonly CipherSuite[] Rows = [.. Early, .. Classic, .. Tls13, .. Ecc, .. Aria, .. CamelliaCcm, .. Later];
}
