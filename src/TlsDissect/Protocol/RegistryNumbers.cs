using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace TlsDissect.Protocol;

/// <summary>Access to the numbers of a list of registered values.</summary>
internal static class RegistryNumbers
{
    /// <summary>Returns the list as on the wire, without a copy.</summary>
    /// <typeparam name="T">The registry: an enum of <see cref="ushort"/>.</typeparam>
    public static ReadOnlySpan<ushort> Numbers<T>(this ImmutableArray<T> list)
        where T : unmanaged, Enum => MemoryMarshal.Cast<T, ushort>(list.AsSpan());
}
