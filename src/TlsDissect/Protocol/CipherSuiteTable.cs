namespace TlsDissect.Protocol;

/// <summary>
/// Every registered cipher suite and the unregistered ones that were deployed, ascending by number. The rows are in the other parts of this
/// class, by range; a name that two numbers share has <c>OLD_</c> in front where it is the abandoned one.
/// </summary>
internal static partial class CipherSuiteTable
{
    public static readonly CipherSuite[] Rows = [.. Early, .. Classic, .. Tls13, .. Ecc, .. Aria, .. CamelliaCcm, .. Later];
}
